export interface Figure {
  label: string
  value: string
}

/** The few numbers that answer before the table is read. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl class="figures">
      {figures.map(({ label, value }) => (
        <div key={label} class="card figure">
          <dt>{label}</dt>
          <dd class="number">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
