// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// @title Pays the part of a leaver (R12)
library FairShare {
    error Ragequit_TokensNotSorted(address token);
    error Ragequit_TokenUnreadable(address token);
    error Ragequit_TransferFailed(address token);
    /// @dev The token took more from the treasury than the part of the leaver.
    error Ragequit_Overdrawn(address token);

    /// @param tokens Sorted strictly; address(0) is the ETH of the treasury.
    function pay(address[] calldata tokens, address to, uint256 shares, uint256 totalShares) internal {
        for (uint256 i; i < tokens.length; ++i) {
            address token = tokens[i];
            if (i != 0 && token <= tokens[i - 1]) revert Ragequit_TokensNotSorted(token);
            uint256 held = _balance(token);
            uint256 part = FixedPointMathLib.fullMulDiv(held, shares, totalShares);
            if (part == 0) continue;
            if (!_send(token, to, part)) revert Ragequit_TransferFailed(token);
            if (_balance(token) < held - part) revert Ragequit_Overdrawn(token);
        }
    }

    function _balance(address token) private view returns (uint256 amount) {
        if (token == address(0)) return address(this).balance;
        bool ok;
        assembly ("memory-safe") {
            mstore(0x00, hex"70a08231") // balanceOf(address)
            mstore(0x04, address())
            ok := and(gt(returndatasize(), 0x1f), staticcall(gas(), token, 0x00, 0x24, 0x00, 0x20))
            amount := mload(0x00)
        }
        if (!ok) revert Ragequit_TokenUnreadable(token);
    }

    /// @dev A token may answer nothing or true; false and anything else is a refusal. `_balance` has shown that it has code.
    function _send(address token, address to, uint256 amount) private returns (bool ok) {
        if (token == address(0)) {
            assembly ("memory-safe") {
                ok := call(gas(), to, amount, 0x00, 0x00, 0x00, 0x00)
            }
            return ok;
        }
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, hex"a9059cbb") // transfer(address,uint256)
            mstore(add(m, 0x04), to)
            mstore(add(m, 0x24), amount)
            mstore(0x00, 0)
            ok := call(gas(), token, 0x00, m, 0x44, 0x00, 0x20)
            ok := and(ok, or(iszero(returndatasize()), and(gt(returndatasize(), 0x1f), eq(mload(0x00), 1))))
        }
    }
}
