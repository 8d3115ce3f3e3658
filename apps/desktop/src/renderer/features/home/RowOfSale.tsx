import type { ReactNode } from 'react'
import { RowOfWork } from '../../parts/RowOfWork.tsx'
import { When } from '../../parts/When.tsx'
import type { PriceData } from '../listings/listings.ts'
import { Price } from '../listings/Price.tsx'

type RowOfSaleProps = Pick<Parameters<typeof RowOfWork>[0], 'icon' | 'color'> & {
  readonly sale: { readonly title: string; readonly at: number; readonly price: PriceData }
  readonly children: ReactNode
}

/** The inside of a line about a work that was sold: when it was paid, and with how much. */
export const RowOfSale = ({ icon, color, sale: { title, at, price }, children }: RowOfSaleProps) => (
  <RowOfWork
    icon={icon}
    color={color}
    title={title}
    aside={
      <>
        <When at={at} size="xs" />
        <Price price={price} fw={600} size="sm" />
      </>
    }
  >
    {children}
  </RowOfWork>
)
