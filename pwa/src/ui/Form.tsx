import type { ComponentChildren, FormHTMLAttributes, Ref } from 'preact'

interface Props extends Omit<FormHTMLAttributes, 'onSubmit'> {
  /** What the form is for: a button of it was pressed, or Enter in any of its fields. */
  onSubmit: () => unknown
  form?: Ref<HTMLFormElement>
  children: ComponentChildren
}

/** The one form: Enter in any of its fields does what it is for, and the page stays. */
export function Form({ onSubmit, form, children, ...rest }: Props) {
  return (
    <form
      {...rest}
      ref={form}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
      {/* Browsers take Enter for the first button that submits, and where there is none and a second field, for nothing.
          A button of the form's own stands before this one, and holds Enter back while it is disabled. */}
      <button type="submit" hidden />
    </form>
  )
}
