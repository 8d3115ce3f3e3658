// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {TokenCalls} from "./TokenCalls.sol";

/// @title Pays the part of a leaver (R12)
library FairShare {
    error Ragequit_TokenUnreadable(address token);
    error Ragequit_TransferFailed(address token);
    /// @dev The token took more from the treasury than the part of the leaver, or is listed twice.
    error Ragequit_Overdrawn(address token);

    /// @param tokens In any order; address(0) is the ETH of the treasury.
    /// @dev All of them are read before anything is paid (R33): what is listed twice, by one address or by two, is not divided twice.
    function pay(address[] calldata tokens, address to, uint256 shares, uint256 totalShares) internal {
        uint256[] memory held = new uint256[](tokens.length);
        for (uint256 i; i < held.length; ++i) held[i] = _balance(tokens[i]);
        for (uint256 i; i < held.length; ++i) {
            address token = tokens[i];
            uint256 part = FixedPointMathLib.fullMulDiv(held[i], shares, totalShares);
            if (part == 0) continue;
            if (!TokenCalls.send(token, to, part, gasleft())) revert Ragequit_TransferFailed(token);
            if (_balance(token) < held[i] - part) revert Ragequit_Overdrawn(token);
        }
    }

    function _balance(address token) private view returns (uint256) {
        (bool ok, uint256 amount) = TokenCalls.balanceOf(token, address(this));
        if (!ok) revert Ragequit_TokenUnreadable(token);
        return amount;
    }
}
