// Loaded before a node: its clock is off by FAULTS_CLOCK_SECONDS. Timers and the monotonic clock are left alone, as they are on a machine whose date is wrong.
const offset = Number(process.env['FAULTS_CLOCK_SECONDS'] ?? 0) * 1000
const True = Date
const now = (): number => True.now() + offset

globalThis.Date = new Proxy(True, {
  construct: (target, given: unknown[], made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made) as object,
  apply: () => new True(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
})
