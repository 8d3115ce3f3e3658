// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibClone} from "solady/utils/LibClone.sol";
import {TokenCalls} from "./libraries/TokenCalls.sol";

/// @title Where the tokens of one bounty lie, so that a bad token harms one pyramid
/// @dev A clone carries its token in its code: nothing to initialise, nothing to change.
contract EscrowVault {
    address private immutable ESCROW = msg.sender;

    error Vault_OnlyEscrow();

    /// @param limit The most gas that the token gets.
    /// @return ok Whether the token says that it moved. Nothing it does makes this revert.
    function send(address to, uint256 amount, uint256 limit) external returns (bool ok) {
        if (msg.sender != ESCROW) revert Vault_OnlyEscrow();
        bytes memory argument = LibClone.argsOnClone(address(this), 0, 20);
        address token;
        assembly ("memory-safe") {
            token := shr(96, mload(add(argument, 0x20)))
        }
        return token.code.length != 0 && TokenCalls.send(token, to, amount, limit);
    }
}
