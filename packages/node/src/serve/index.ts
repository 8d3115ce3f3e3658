export { createTickets, type Tickets } from './createTickets.ts'
export { type Loopback, type LoopbackOptions, serveLoopback } from './serveLoopback.ts'
export { serveMessagePort } from './serveMessagePort.ts'
