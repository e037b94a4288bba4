import type { ComponentChildren } from 'preact'
import { Fragment } from 'preact'
import { pieces, type Values } from '../base/text'

/** A translated sentence with parts of the screen inside: `rich('See {link}.', { link: <Link … /> })`. */
export function rich(
  english: string,
  parts: Readonly<Record<string, ComponentChildren>>,
  values: Values = {},
): ComponentChildren {
  return pieces(english, values).map((piece, at) => (
    <Fragment key={at}>{typeof piece === 'string' ? piece : parts[piece.place]}</Fragment>
  ))
}
