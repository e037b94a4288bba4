import { useState } from 'preact/hooks'
import { t } from '../../../base/text'
import { Button, IconButton } from '../../../ui/Button'
import { ListHead } from '../../../ui/ListHead'
import { PagedList } from '../../../ui/PagedList'
import { DeleteDialog } from '../../DeleteDialog'
import { useListing } from '../../reading'
import type { Rule, ViewProps } from '../props'
import { kindWords, ruleWords } from '../rule-words'
import { Switch } from '../Switch'
import { audienceWords, RuleForm } from './RuleForm'

type Open = { verb: 'change' | 'delete'; row: Rule } | { verb: 'add' }

/** What the organization is told of, and who hears of it. */
export function RulesView(props: ViewProps) {
  const { api, zone, now } = props
  const list = useListing<Rule>(props, '/notification-rules?ordering=id&limit=50')
  const [open, setOpen] = useState<Open | null>(null)
  function done() {
    setOpen(null)
    void list.refresh()
  }
  return (
    <>
      <ListHead
        intro={t(
          'Messages come to the bell. What happens within an hour is one message, however many it concerns.',
        )}
      >
        <Button kind="primary" icon="plus" onClick={() => setOpen({ verb: 'add' })}>
          {t('New rule')}
        </Button>
      </ListHead>
      <PagedList
        list={list}
        now={now.value}
        zone={zone}
        label={t('Notification rules')}
        keyOf={(row) => row.id}
        empty={{
          icon: 'bell',
          title: t('No rules'),
          text: t(
            'Administrators still hear of conflicts and of other things to see to. Absences are told of by a rule alone.',
          ),
        }}
        row={(row) => (
          <div class="paged-row">
            <div>
              <p class="row">
                <strong>{kindWords(row.notification_type)}</strong>
                <span class="tag">{audienceWords(row.audience)}</span>
                {!row.is_active && (
                  <span class="tag" data-tone="wait">
                    {t('Off')}
                  </span>
                )}
              </p>
              <p class="muted">{ruleWords(row)}</p>
            </div>
            <div class="row">
              <Switch
                api={api}
                path={`/notification-rules/${row.id}`}
                seen={row.version}
                on={row.is_active}
                name={ruleWords(row)}
                said={{
                  on: t('It is told of from now on.'),
                  off: t('Nobody is told of it from now on.'),
                }}
                onChanged={() => void list.refresh()}
              />
              <IconButton
                icon="pencil"
                kind="quiet"
                label={t('Change: {rule}', { rule: ruleWords(row) })}
                onClick={() => setOpen({ verb: 'change', row })}
              />
              <IconButton
                icon="bin"
                kind="quiet"
                label={t('Delete: {rule}', { rule: ruleWords(row) })}
                onClick={() => setOpen({ verb: 'delete', row })}
              />
            </div>
          </div>
        )}
      />
      {(open?.verb === 'add' || open?.verb === 'change') && (
        <RuleForm
          api={api}
          row={open.verb === 'change' ? open.row : null}
          onDone={done}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.verb === 'delete' && (
        <DeleteDialog
          api={api}
          path={`/notification-rules/${open.row.id}`}
          seen={open.row.version}
          title={t('Delete this rule?')}
          gone={t('The rule was deleted.')}
          onChanged={() => void list.refresh()}
          onClose={() => setOpen(null)}
        >
          <p>{ruleWords(open.row)}</p>
          <p>
            {open.row.notification_type === 'absence'
              ? t('Nobody is told of it any more.')
              : t('Administrators hear of it all the same; switch the rule off if nobody is to be told.')}
          </p>
        </DeleteDialog>
      )}
    </>
  )
}
