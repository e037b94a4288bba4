import { useMemo, useState } from 'preact/hooks'
import { t } from '../../../base/text'
import { editing, openListing, removing } from '../../../store'
import { Button, IconButton } from '../../../ui/Button'
import { ConfirmDialog } from '../../../ui/ConfirmDialog'
import { PagedList } from '../../../ui/PagedList'
import { toast } from '../../../ui/toast'
import type { Rule, ViewProps } from '../props'
import { kindWords, ruleWords } from '../rule-words'
import { audienceWords, RuleForm } from './RuleForm'

type Open = { verb: 'change' | 'delete'; row: Rule } | { verb: 'add' }

/** What the organization is told of, and who hears of it. */
export function RulesView({ store, api, clock, zone, now }: ViewProps) {
  const list = useMemo(
    () => openListing<Rule>({ store, api, clock }, '/notification-rules?ordering=id&limit=50'),
    [store, api, clock],
  )
  const [open, setOpen] = useState<Open | null>(null)
  const [busy, setBusy] = useState(false)
  function done() {
    setOpen(null)
    void list.refresh()
  }
  async function switchRule(row: Rule) {
    setBusy(true)
    const asked = await editing(api, `/notification-rules/${row.id}`, row.version, {
      is_active: !row.is_active,
    })
    setBusy(false)
    toast(
      !asked.ok
        ? asked.error.message
        : row.is_active
          ? t('Nobody is told of it from now on.')
          : t('It is told of from now on.'),
    )
    void list.refresh()
  }
  async function remove(row: Rule): Promise<string | null> {
    const asked = await removing(api, `/notification-rules/${row.id}`, row.version)
    if (!asked.ok) return asked.error.message
    toast(t('The rule was deleted.'))
    done()
    return null
  }
  return (
    <>
      <div class="row">
        <p class="muted grow">
          {t(
            'Messages come to the bell. What happens within an hour is one message, however many it concerns.',
          )}
        </p>
        <Button kind="primary" icon="plus" onClick={() => setOpen({ verb: 'add' })}>
          {t('New rule')}
        </Button>
      </div>
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
            'Administrators still hear of conflicts and of wrong data. Absences are told of by a rule alone.',
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
              <Button
                kind="quiet"
                icon={row.is_active ? 'stop' : 'play'}
                disabled={busy}
                aria-label={
                  row.is_active
                    ? t('Switch off: {rule}', { rule: ruleWords(row) })
                    : t('Switch on: {rule}', { rule: ruleWords(row) })
                }
                onClick={() => void switchRule(row)}
              >
                {row.is_active ? t('Switch off') : t('Switch on')}
              </Button>
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
        <ConfirmDialog
          title={t('Delete this rule?')}
          action={t('Delete')}
          icon="bin"
          danger
          onConfirm={() => remove(open.row)}
          onClose={() => setOpen(null)}
        >
          <p>{ruleWords(open.row)}</p>
          <p>
            {open.row.notification_type === 'absence'
              ? t('Nobody is told of it any more.')
              : t('Administrators hear of it all the same; switch the rule off if nobody is to be told.')}
          </p>
        </ConfirmDialog>
      )}
    </>
  )
}
