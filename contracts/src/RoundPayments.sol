// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EscrowVault} from "./EscrowVault.sol";
import {IMatchingRound} from "./interfaces/IMatchingRound.sol";
import {Refusal} from "./libraries/Refusal.sol";
import {TokenCalls} from "./libraries/TokenCalls.sol";
import {RoundStorage} from "./RoundStorage.sol";

/// @title How the money of rounds comes in and goes out (R17)
abstract contract RoundPayments is RoundStorage {
    /// @dev What a push gets, as in the escrow of bounties, and what comes around it.
    uint256 internal constant ETH_PUSH_GAS = 50_000;
    uint256 internal constant TOKEN_PUSH_GAS = 150_000;
    uint256 internal constant AROUND_PUSH = 100_000;

    /// @dev From the caller alone, and all of it (C11). ETH is here already.
    function _take(address token, address vault, uint256 amount) internal {
        uint256 value = token == address(0) ? amount : 0;
        if (msg.value != value) Refusal.refuse(Round_WrongPayment.selector, value, msg.value);
        if (token == address(0)) return;
        (bool ok, uint256 before) = TokenCalls.balanceOf(token, vault);
        if (!ok || !TokenCalls.take(token, msg.sender, vault, amount)) Refusal.refuse(Round_TransferFailed.selector, vault);
        (, uint256 afterwards) = TokenCalls.balanceOf(token, vault);
        if (afterwards < before + amount) Refusal.refuse(Round_WrongPayment.selector, before + amount, afterwards);
    }

    /// @dev Sends, or leaves a credit, so that no receiver holds up another one (C12). EIP-150 keeps a 64th of the gas back, and nobody is made a
    /// creditor by a stingy caller (C16).
    function _push(address vault, address to, uint256 amount) internal {
        if (amount == 0) return;
        uint256 limit = vault == address(0) ? ETH_PUSH_GAS : TOKEN_PUSH_GAS;
        if (gasleft() < limit + limit / 63 + AROUND_PUSH) Refusal.refuse(Round_GasTooLow.selector);
        bool ok = vault == address(0) ? TokenCalls.send(vault, to, amount, limit) : EscrowVault(vault).send(to, amount, TOKEN_PUSH_GAS);
        if (ok) return;
        creditOf[vault][to] += amount;
        emit Credited(vault, to, amount);
    }

    /// @inheritdoc IMatchingRound
    function claim(address vault, address account, address recipient) external guarded {
        if (recipient == address(0)) recipient = account;
        if (recipient != account && msg.sender != account) Refusal.refuse(Round_NotYours.selector, account);
        uint256 credit = creditOf[vault][account];
        if (credit == 0) Refusal.refuse(Round_NothingToClaim.selector, vault, account);
        creditOf[vault][account] = 0;
        bool ok = vault == address(0) ? TokenCalls.send(vault, recipient, credit, gasleft()) : EscrowVault(vault).send(recipient, credit, gasleft());
        if (!ok) Refusal.refuse(Round_TransferFailed.selector, vault);
        emit Claimed(vault, account, recipient, credit);
    }
}
