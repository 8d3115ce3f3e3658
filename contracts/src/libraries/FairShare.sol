// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {TokenCalls} from "./TokenCalls.sol";

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
            if (!TokenCalls.send(token, to, part, gasleft())) revert Ragequit_TransferFailed(token);
            if (_balance(token) < held - part) revert Ragequit_Overdrawn(token);
        }
    }

    function _balance(address token) private view returns (uint256) {
        (bool ok, uint256 amount) = TokenCalls.balanceOf(token, address(this));
        if (!ok) revert Ragequit_TokenUnreadable(token);
        return amount;
    }
}
