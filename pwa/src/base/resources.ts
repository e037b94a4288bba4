/** REST resources that do not travel in the feed: read online, kept as last seen. */

export interface AuditLog {
  id: number
  table_name: string
  record_id: number | string
  action: string
  changed_by: number | null
  changed_by_name: string | null
  old_values: Record<string, unknown> | null
  new_values: Record<string, unknown> | null
  changed_at: string
  source_device: string | null
}

export interface Notification {
  id: number
  notification_type: string
  title: string
  message: string
  link: string | null
  is_read: boolean
  read_at: string | null
  created_at: string
}

/** A list as every list of the API answers. */
export interface Page<T> {
  results: T[]
  next: string | null
  previous: string | null
}
