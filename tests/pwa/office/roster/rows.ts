/** Rows as the server sends them, with what a test names. */
import type { Group, Membership, Person } from '@/office/roster/props'

const stamps = { created_at: '2026-11-23T10:00:00Z', updated_at: '2026-11-23T10:00:00Z', version: 1 }

export const group = (id: number, name: string, parent: number | null = null, is_active = true): Group => ({
  id,
  name,
  parent,
  group_type: 'class',
  extra_data: {},
  is_active,
  ...stamps,
})

export const person = (id: number, more: Partial<Person> = {}): Person => ({
  id,
  first_name: 'Kamal',
  last_name: 'Hossain',
  identifier: `P-${id}`,
  external_id: null,
  date_of_birth: null,
  extra_data: {},
  is_active: true,
  ...stamps,
  ...more,
})

export const membership = (participant: number, group: number): Membership => ({
  id: participant * 100 + group,
  participant,
  group,
  joined_at: '2026-11-23T10:00:00Z',
  extra_data: {},
  version: 1,
})
