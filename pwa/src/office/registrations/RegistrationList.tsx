import { useMemo, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { poster, watchNames } from '../../store'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Choices'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { PagedList } from '../../ui/PagedList'
import { toast } from '../../ui/toast'
import { apart, calendarDay, fullName, fullTime } from '../../ui/words'
import { useListing } from '../reading'
import { ApproveDialog } from './ApproveDialog'
import type { Registration, ViewProps } from './props'

type Status = Registration['status']

/** Those who asked to be added: waiting, and decided. */
export function RegistrationList({ store, api, clock, zone, now, mayChange }: ViewProps) {
  const [status, setStatus] = useState<Status>('pending')
  const list = useListing<Registration>(
    { store, api, clock },
    `/registrations?status=${status}&ordering=-created_at&limit=50`,
  )
  const post = useMemo(() => poster(api), [api])
  const rows = list.page.value?.value.results ?? []
  const names = useMemo(
    () =>
      watchNames(store, {
        participants: rows.flatMap((row) => row.duplicate ?? row.participant ?? []),
        groups: rows.flatMap((row) => row.group ?? []),
        sessions: [],
      }),
    [store, list.page.value],
  ).value
  const [open, setOpen] = useState<{ verb: 'approve' | 'reject'; row: Registration } | null>(null)
  const close = () => setOpen(null)

  async function approve(row: Registration, body: object): Promise<string | null> {
    const asked = await post<Registration>(`/registrations/${row.id}/approve`, body)
    if (!asked.ok && asked.error.code !== 'registration_decided') return asked.error.message
    toast(asked.ok ? t('{name} was added.', { name: fullName(row) }) : asked.error.message)
    void list.refresh()
    return null
  }
  async function reject(row: Registration): Promise<string | null> {
    const asked = await post<Registration>(`/registrations/${row.id}/reject`)
    if (!asked.ok) return asked.error.message
    toast(t('{name} was rejected.', { name: fullName(row) }))
    void list.refresh()
    return null
  }

  return (
    <>
      <Choices<Status>
        legend={t('Show')}
        value={status}
        onChange={setStatus}
        options={[
          { value: 'pending', label: t('To decide') },
          { value: 'approved', label: t('Approved') },
          { value: 'rejected', label: t('Rejected') },
        ]}
      />
      <PagedList
        list={list}
        now={now.value}
        zone={zone}
        label={t('Registrations')}
        keyOf={(row) => row.id}
        empty={{
          icon: 'userPlus',
          title: status === 'pending' ? t('Nobody waits') : t('Nobody here'),
          text:
            status === 'pending'
              ? t('Whoever asks to be added by a link appears here.')
              : t('Decided registrations are kept for 30 days.'),
        }}
        row={(row) => (
          <div class="paged-row">
            <div>
              <p>
                <strong>{fullName(row)}</strong>
              </p>
              <p class="muted">
                {detailsOf(row, row.group === null ? undefined : names.groups.get(row.group)).join(' · ')}
              </p>
              <p class="muted">{t('Asked on {time}', { time: fullTime(row.created_at, zone) })}</p>
              {row.status === 'pending' && row.duplicate !== null && (
                <span class="tag" data-tone="ask">
                  {t('The number belongs to {name}', {
                    name: apart(names.participants.get(row.duplicate) ?? t('somebody else')),
                  })}
                </span>
              )}
            </div>
            {mayChange && row.status === 'pending' && (
              <div class="row">
                <Button
                  kind="quiet"
                  icon="refused"
                  aria-label={t('Reject {name}', { name: fullName(row) })}
                  onClick={() => setOpen({ verb: 'reject', row })}
                >
                  {t('Reject')}
                </Button>
                <Button
                  kind="primary"
                  icon="check"
                  aria-label={t('Approve {name}', { name: fullName(row) })}
                  onClick={() => setOpen({ verb: 'approve', row })}
                >
                  {t('Approve')}
                </Button>
              </div>
            )}
          </div>
        )}
      />
      {open?.verb === 'approve' && (
        <ApproveDialog
          registration={open.row}
          taken={
            open.row.duplicate === null
              ? null
              : (names.participants.get(open.row.duplicate) ?? t('somebody else'))
          }
          onApprove={(body) => approve(open.row, body)}
          onClose={close}
        />
      )}
      {open?.verb === 'reject' && (
        <ConfirmDialog
          title={t('Reject {name}?', { name: fullName(open.row) })}
          action={t('Reject')}
          icon="refused"
          danger
          onConfirm={() => reject(open.row)}
          onClose={close}
        >
          <p>{t('Nobody is added. What was sent is forgotten after 30 days.')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

function detailsOf(row: Registration, group: string | undefined): string[] {
  const extra = Object.entries(row.extra as Record<string, unknown>).map(
    ([name, value]) => `${name}: ${String(value)}`,
  )
  return [
    row.identifier && t('number {identifier}', { identifier: apart(row.identifier) }),
    row.date_of_birth && t('born {day}', { day: calendarDay(row.date_of_birth) }),
    group,
    ...extra,
  ].filter((one): one is string => Boolean(one))
}
