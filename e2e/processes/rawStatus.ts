import { request } from 'node:http'

export type RawAnswer = { readonly status: number; readonly code?: string }

/** One raw request, upgrade included: a browser's fetch would not let a test forge Host or Origin. */
export const rawStatus = (port: number, method: string, path: string, headers: Record<string, string>): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path, headers })
    asked.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve({ status: response.statusCode ?? 0 })
    })
    asked.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
        const code = typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : undefined
        resolve({ status: response.statusCode ?? 0, ...(code !== undefined && { code }) })
      })
    })
    asked.on('error', reject)
    asked.end(method === 'POST' ? '{}' : undefined)
  })
