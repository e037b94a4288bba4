import { useMemo, useState } from 'preact/hooks'
import { stateLabel } from '../../../base/domain-words'
import { n, t } from '../../../base/text'
import { editing, poster } from '../../../store'
import { Button } from '../../../ui/Button'
import { ConfirmDialog } from '../../../ui/ConfirmDialog'
import { ListHead } from '../../../ui/ListHead'
import { lettersOf } from '../../../ui/letters'
import { toast } from '../../../ui/toast'
import { apart } from '../../../ui/words'
import { DeleteDialog } from '../../DeleteDialog'
import { useWhole } from '../../reading'
import type { PresenceState, ViewProps } from '../props'
import { Read } from '../Read'
import { inOrder } from './ordering'
import { Preview } from './Preview'
import { StateForm } from './StateForm'
import { StateRow } from './StateRow'
import { useOrder } from './use-order'

type Open = { verb: 'change' | 'retire' | 'delete'; row: PresenceState } | { verb: 'add' }

/** The states that staff choose from: their names, colours and order, and those that are retired. */
export function StatesView(props: ViewProps) {
  const { api, zone, now, onChanged } = props
  const list = useWhole<PresenceState>(props, '/presence-states?ordering=sort_order&limit=200')
  const post = useMemo(() => poster(api), [api])
  const [open, setOpen] = useState<Open | null>(null)
  const all = list.page.value?.value.results ?? []
  const own = all.filter((row) => row.is_offered)
  const stands = own.filter((row) => row.is_active).map((row) => row.code)
  const order = useOrder(
    stands,
    (codes) => post('/presence-states/reorder', { codes }),
    async () => {
      await list.refresh()
      onChanged()
    },
  )
  const active = inOrder(
    own.filter((row) => row.is_active),
    order.codes,
  )
  const retired = own.filter((row) => !row.is_active)
  const letters = lettersOf(active.map((row) => ({ ...row, label: stateLabel(row) })))

  function changed() {
    void list.refresh()
    onChanged()
  }
  function done() {
    setOpen(null)
    changed()
  }
  async function activate(row: PresenceState, is_active: boolean): Promise<string | null> {
    const asked = await editing(api, `/presence-states/${row.id}`, row.version, { is_active })
    void list.refresh()
    if (!asked.ok) return asked.error.message
    const values = { state: apart(stateLabel(row)) }
    toast(is_active ? t('{state} is offered again.', values) : t('{state} is no longer offered.', values))
    onChanged()
    return null
  }
  return (
    <>
      <ListHead
        intro={t('What staff choose from when they mark. The first ones stand nearest to the thumb.')}
      >
        <Button
          kind="primary"
          icon="plus"
          disabled={own.length === 0}
          onClick={() => setOpen({ verb: 'add' })}
        >
          {t('New state')}
        </Button>
      </ListHead>
      <Read list={list} now={now.value} zone={zone}>
        {() => (
          <>
            <section class="card card-body">
              <Preview
                states={active.map((row) => ({ ...row, label: stateLabel(row) }))}
                chosen={active[0]?.code ?? null}
              />
            </section>
            <ol class="card paged" aria-label={t('Presence states')}>
              {active.map((row, at) => (
                <StateRow
                  key={row.id}
                  row={row}
                  letter={letters.get(row.code) ?? ''}
                  first={at === 0}
                  last={at === active.length - 1}
                  onMove={(by) => order.move(row.code, by, apart(stateLabel(row)))}
                  onChange={() => setOpen({ verb: 'change', row })}
                />
              ))}
            </ol>
            {retired.length > 0 && (
              <section class="stack" aria-labelledby="retired-states">
                <h2 id="retired-states">{t('Retired')}</h2>
                <p class="muted">
                  {t('They stay on the records that have them, and are offered to nobody.')}
                </p>
                <ul class="card paged">
                  {retired.map((row) => (
                    <StateRow
                      key={row.id}
                      row={row}
                      letter={lettersOf([row]).get(row.code) ?? ''}
                      onBack={() => void bringBack(row)}
                      onDelete={() => setOpen({ verb: 'delete', row })}
                    />
                  ))}
                </ul>
              </section>
            )}
            {all.length > own.length && (
              <p class="muted">
                {n(
                  all.length - own.length,
                  '{count} state of another domain is kept for its records, and comes back with that domain.',
                  '{count} states of other domains are kept for their records, and come back with those domains.',
                )}
              </p>
            )}
          </>
        )}
      </Read>
      {(open?.verb === 'add' || open?.verb === 'change') && (
        <StateForm
          api={api}
          row={open.verb === 'change' ? open.row : null}
          states={inOrder(own, order.codes)}
          onDone={done}
          onRetire={(row) => setOpen({ verb: 'retire', row })}
          onDelete={(row) => setOpen({ verb: 'delete', row })}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.verb === 'retire' && (
        <ConfirmDialog
          title={t('Retire {state}?', { state: apart(stateLabel(open.row)) })}
          action={t('Retire')}
          icon="tray"
          onConfirm={() => activate(open.row, false)}
          onClose={() => setOpen(null)}
        >
          <p>
            {t(
              'Nobody is offered it any more. Records that have it keep it, and marks that wait on tablets still arrive. It can be brought back.',
            )}
          </p>
        </ConfirmDialog>
      )}
      {open?.verb === 'delete' && (
        <DeleteDialog
          api={api}
          path={`/presence-states/${open.row.id}`}
          seen={open.row.version}
          title={t('Delete {state}?', { state: apart(stateLabel(open.row)) })}
          gone={t('{state} was deleted.', { state: apart(stateLabel(open.row)) })}
          onChanged={changed}
          onClose={() => setOpen(null)}
        >
          <p>
            {t(
              'Only a state that no record has can be deleted. A mark with it that still waits on a tablet would be refused.',
            )}
          </p>
        </DeleteDialog>
      )}
    </>
  )

  async function bringBack(row: PresenceState) {
    const problem = await activate(row, true)
    if (problem !== null) toast(problem)
  }
}
