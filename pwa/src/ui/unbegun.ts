/** What became of the wish to take back a session that was begun by mistake, in words. */
import { t } from '../base/text'

export const unbegun = (gone: boolean): string =>
  gone
    ? t('The {session} that was begun by mistake is taken back.')
    : t(
        'It stays: it holds marks, has ended, or was changed since. Take those back first, or ask an administrator.',
      )
