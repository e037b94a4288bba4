import { useRef, useState } from 'preact/hooks'
import { t } from '../../base/text'
import { Answered } from '../../ui/Answered'
import { CheckField } from '../../ui/Field'
import type { OfficeProps } from '../props'
import { useAnswer } from '../reading'
import { tellWish, WISHES, WISHES_PATH, type Wish, type Wishes } from './wishes'

interface Props extends OfficeProps {
  role: string
}

/** What this person hears of, to be ticked: each line is told to the server by itself, and says when it was. */
export function WishesCard({ role, ...parts }: Props) {
  return (
    <section id="wishes" class="card" aria-labelledby="wishes-title">
      <div class="card-body">
        <h2 id="wishes-title">{t('What you hear of')}</h2>
        {role === 'frontline' ? (
          <p>
            {t(
              'Conflicts, absences and other things to see to are told to those who administer and manage. You hear of what concerns your own sign-in.',
            )}
          </p>
        ) : (
          <Lines role={role} {...parts} />
        )}
      </div>
    </section>
  )
}

function Lines({ role, ...parts }: Props) {
  const { store, api, now, zone } = parts
  const seen = useAnswer<Wishes>(parts, WISHES_PATH, 'absence')
  return (
    <Answered
      seen={seen}
      now={now.value}
      zone={zone}
      away={t('What you chose is on the server. It comes with the next contact.')}
    >
      {(wishes) => (
        <>
          <p class="muted">
            {role === 'manager'
              ? t(
                  'It holds for you alone, on every tablet. Managers hear of what a rule of the organization sends them.',
                )
              : t('It holds for you alone, on every tablet. Others go on hearing of it.')}
          </p>
          {WISHES.map((wish) => (
            <Line
              key={wish}
              wish={wish}
              wanted={wishes[wish]}
              tell={(wanted) => tellWish(store, api, wish, wanted)}
            />
          ))}
          <p class="muted">{t('What concerns the safety of your own sign-in always comes.')}</p>
        </>
      )}
    </Answered>
  )
}

interface LineProps {
  wish: Wish
  wanted: boolean
  tell: (wanted: boolean) => ReturnType<typeof tellWish>
}

function Line({ wish, wanted, tell }: LineProps) {
  const [chosen, setChosen] = useState<boolean | null>(null)
  const [said, setSaid] = useState({ words: '', fault: '' })
  const taps = useRef({ count: 0, before: Promise.resolve<unknown>(null) }).current
  async function choose(value: boolean) {
    const tap = ++taps.count
    setChosen(value)
    setSaid({ words: t('Saving…'), fault: '' })
    // The second of two quick taps is told after the first, and speaks for both.
    const told = taps.before.then(() => tell(value))
    taps.before = told
    const asked = await told
    if (tap !== taps.count) return
    setChosen(null)
    setSaid(
      asked.ok
        ? { words: t('Saved.'), fault: '' }
        : { words: '', fault: t('Not saved: it stays as it was. {why}', { why: asked.error.message }) },
    )
  }
  return (
    <div class="wish">
      <CheckField
        label={wishWords(wish)}
        hint={hintOf(wish)}
        error={said.fault}
        checked={chosen ?? wanted}
        onChange={(value) => void choose(value)}
      />
      <p class="wish-said" role="status">
        {said.words}
      </p>
    </div>
  )
}

function wishWords(wish: Wish): string {
  switch (wish) {
    case 'absence':
      return t('Absences')
    case 'conflict':
      return t('Conflicts')
    default:
      return t('Other things to see to')
  }
}

function hintOf(wish: Wish): string {
  switch (wish) {
    case 'absence':
      return t('A {participant} was absent too often, by a rule of your organization.')
    case 'conflict':
      return t('Two people marked the same {participant} differently, and somebody has to decide.')
    default:
      return t(
        'Something or somebody that may be there twice, a registration to decide, a tablet with marks that is missing, a webhook that was switched off.',
      )
  }
}
