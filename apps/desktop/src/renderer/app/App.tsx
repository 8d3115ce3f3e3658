import { QueryClientProvider } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiContext } from '../api/ApiContext.ts'
import type { Api } from '../api/ApiContext.ts'
import { createAppRouter } from './router.tsx'

export const App = ({ api, cache }: { readonly api: Api; readonly cache: QueryClient }) => {
  const [router] = useState(createAppRouter)
  return (
    <ApiContext value={api}>
      <QueryClientProvider client={cache}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ApiContext>
  )
}
