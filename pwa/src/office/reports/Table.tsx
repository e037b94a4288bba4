import type { ComponentChildren } from 'preact'
import './table.css'

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

/** Said again in words: on a phone the style makes blocks of them, and some browsers then forget what they are. */
const IS = {
  table: { role: 'table' },
  head: { role: 'rowgroup' },
  row: { role: 'row' },
  column: { role: 'columnheader' },
  name: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const

/** A table whose first column names its row. It scrolls by itself where it is wider than the screen; on a phone each row is a
 * block, in which every figure has its column's title. */
export function Table<T>({ caption, rows, columns, keyOf }: Props<T>) {
  return (
    // A part that scrolls has to be reached by the keyboard as well.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section class="card report-table" aria-label={caption} tabIndex={0}>
      <table {...IS.table}>
        <caption class="visually-hidden">{caption}</caption>
        <thead {...IS.head}>
          <tr {...IS.row}>
            {columns.map((column) => (
              <th
                key={column.title}
                {...IS.column}
                scope="col"
                data-number={column.number}
                data-graphic={column.graphic}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...IS.head}>
          {rows.map((row, at) => (
            <tr key={keyOf(row, at)} {...IS.row}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.title} {...IS.name} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td
                    key={column.title}
                    {...IS.cell}
                    data-title={column.title}
                    data-number={column.number}
                    data-graphic={column.graphic}
                  >
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
