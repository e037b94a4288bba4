import { spokenTag, t } from '../base/text'
import { LANGUAGES } from '../base/words/languages'
import { Choices } from './Choices'
import { chooseLanguage } from './language'

/** The languages that ship, each by its own name. Choosing one starts the page again, in it. */
export function LanguageChoice() {
  const [spoken = 'en'] = spokenTag().split('-')
  return (
    <Choices
      legend={t('Language')}
      value={spoken}
      onChange={chooseLanguage}
      options={LANGUAGES.map(({ tag, name }) => ({ value: tag, label: <span lang={tag}>{name}</span> }))}
    />
  )
}
