/** How asking the server for a list ended; anything but `fresh` leaves what was seen last on the screen. */
export type Refreshed = 'fresh' | 'offline' | 'signed_out' | 'forbidden' | 'gone' | 'failed'
