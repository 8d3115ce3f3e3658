// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// @title Matching by liberal radicalism (R15): (Σ√c)² − Σc
/// @notice Buterin, Hitzig, Weyl, A Flexible Design for Funding Public Goods, 2019. Amounts are below 2^112, roots are units of 2^-72 rounded up.
/// So a root has at most 128 bits; what 64 of them are too large by, squared, stays below one unit; and wherever (Σ√c)² is rational, and so whole,
/// the match is exact. Who gives alone is never matched.
library Matching {
    /// @dev Bits behind the point of a root, twice.
    uint8 internal constant PRECISION = 144;

    /// @return root ⌈√(amount · 2^144)⌉
    function rootOf(uint256 amount) internal pure returns (uint256 root) {
        uint256 square = amount << PRECISION;
        root = FixedPointMathLib.sqrt(square);
        unchecked {
            if (root * root < square) ++root;
        }
    }

    /// @param roots Σ of the roots of a project, one for each member.
    /// @param sum Σ of what they are roots of.
    function idealOf(uint256 roots, uint256 sum) internal pure returns (uint256) {
        // A sum of roots, squared, is never less than the sum.
        unchecked {
            return FixedPointMathLib.fullMulDivN(roots, roots, PRECISION) - sum;
        }
    }

    /// @param ideal What a project deserves, `total` what all deserve together.
    /// @return match_ Scaled down to the pool, never up, and at most the cap. All matches together are at most the pool.
    function matchOf(uint256 ideal, uint256 total, uint256 pool, uint256 capBps) internal pure returns (uint256 match_) {
        // 112 and 126 bits.
        unchecked {
            match_ = total > pool ? ideal * pool / total : ideal;
            uint256 cap = pool * capBps / 10_000;
            if (match_ > cap) match_ = cap;
        }
    }

    /// @return part Of what is left of a pool, for who gave `amount` to it from `from` on: whatever is left lies evenly over the pool, and what falls
    /// between two funders belongs to the second, so all parts together are all of it.
    function partOf(uint256 left, uint256 from, uint256 amount, uint256 pool) internal pure returns (uint256 part) {
        // Each of them has 112 bits, and no pool of which somebody gave is 0.
        unchecked {
            part = left * (from + amount) / pool - left * from / pool;
        }
    }
}
