import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface Props {
  title: string
  /** Said in the tab and by screen readers; the heading when it is the same. Browsers write it down for their history, where no PIN
   * guards it: it names nobody. */
  documentTitle?: string
  children?: ComponentChildren
}

/** The page's title and its tools. Arriving on a page moves focus to its heading, as a page load would. */
export function PageHead({ title, documentTitle = title, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${documentTitle} · Omnipresence`
  }, [documentTitle])
  useEffect(() => {
    if (!document.querySelector('dialog[open]')) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <header class="page-head">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </header>
  )
}
