import type { ComponentChildren } from 'preact'

export interface Column<T> {
  title: string
  cell: (row: T) => ComponentChildren
  /** Numbers stand under each other at the end of their column. */
  number?: boolean
  /** A picture of what other columns say in figures: left out where there is little room. */
  graphic?: boolean
}

interface Props<T> {
  caption: string
  rows: readonly T[]
  columns: readonly Column<T>[]
  keyOf: (row: T, at: number) => string | number
}

/** A table whose first column names its row. It scrolls by itself where it is wider than the screen. */
export function Table<T>({ caption, rows, columns, keyOf }: Props<T>) {
  return (
    // A part that scrolls has to be reached by the keyboard as well.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section class="card report-table" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" data-number={column.number} data-graphic={column.graphic}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={keyOf(row, at)}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.title} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.title} data-number={column.number} data-graphic={column.graphic}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
