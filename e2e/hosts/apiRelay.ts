import { createConnection, createServer } from 'node:net'
import { argv, exit, stderr, stdin, stdout } from 'node:process'

// Runs inside a host: a socket file, which every host of this machine sees, leads to a port of the host's own 127.0.0.1. Bytes pass unread, so the
// node checks Host, Origin and token as ever. Ends when its standard input does.

const [, , path, port] = argv
if (path === undefined || port === undefined) {
  stderr.write('usage: apiRelay <socket file> <port>\n')
  exit(2)
}

const relay = createServer((near) => {
  const far = createConnection({ host: '127.0.0.1', port: Number(port) })
  near.pipe(far).pipe(near)
  near.on('error', () => far.destroy())
  far.on('error', () => near.destroy())
})
relay.listen(path, () => stdout.write('ready\n'))
stdin.on('end', () => exit(0)).on('error', () => exit(0))
stdin.resume()
