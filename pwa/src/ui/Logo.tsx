/** The product's mark: a tick that does not stay inside its circle. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 512 512" aria-hidden="true" focusable="false">
      <rect width="512" height="512" rx="116" class="logo-ground" />
      <path d="M392 190a150 150 0 1 1-70-69" class="logo-ring" />
      <path d="m186 262 56 56 142-168" class="logo-tick" />
    </svg>
  )
}
