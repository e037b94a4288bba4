import type { ComponentChildren } from 'preact'

/** Above a list: what it is for, and at the end the button for one more of it. */
export const ListHead = ({ intro, children }: { intro: string; children?: ComponentChildren }) => (
  <div class="list-head">
    <p class="muted">{intro}</p>
    {children}
  </div>
)
