import { useMemo } from 'preact/hooks'
import { encode } from 'uqr'

interface Props {
  value: string
  label: string
}

/** A QR code drawn here: what it holds is a secret, and no other machine has to see it. Dark on light in both themes. */
export function QrCode({ value, label }: Props) {
  const { size, path } = useMemo(() => {
    const code = encode(value, { ecc: 'M', border: 4 })
    const cells = code.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])))
    return { size: code.size, path: cells.join('') }
  }, [value])
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect class="qr-ground" width={size} height={size} />
      <path class="qr-dark" d={path} />
    </svg>
  )
}
