// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Refusal} from "./libraries/Refusal.sol";
import {LibClone} from "solady/utils/LibClone.sol";
import {EscrowStorage} from "./EscrowStorage.sol";
import {EscrowVault} from "./EscrowVault.sol";
import {IBountyEscrow} from "./interfaces/IBountyEscrow.sol";
import {IIncomeReceiver} from "./interfaces/IIncomeReceiver.sol";
import {TokenCalls} from "./libraries/TokenCalls.sol";

/// @title How money comes in and goes out
abstract contract EscrowPayments is EscrowStorage {
    /// @dev What a push gets: ample for a contract account, and what a payee gets to say where its income goes.
    uint256 internal constant ETH_PUSH_GAS = 50_000;
    uint256 internal constant INBOX_GAS = 50_000;
    uint256 internal constant TOKEN_PUSH_GAS = 150_000;
    /// @dev What comes around a push: sending value to a new account, the way through the vault, and writing a credit.
    uint256 internal constant AROUND_PUSH = 100_000;

    /// @dev From the caller alone, and all of it (C11). ETH is here already.
    function _take(address token, address vault, uint256 amount) internal {
        if (msg.value != (token == address(0) ? amount : 0)) Refusal.refuse(Escrow_WrongPayment.selector, token == address(0) ? amount : 0, msg.value);
        if (token == address(0)) return;
        (bool ok, uint256 before) = TokenCalls.balanceOf(token, vault);
        if (!ok || token.code.length == 0) Refusal.refuse(Escrow_BadAgreement.selector, 2);
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, hex"23b872dd") // transferFrom(address,address,uint256)
            mstore(add(m, 0x04), caller())
            mstore(add(m, 0x24), shr(96, shl(96, vault)))
            mstore(add(m, 0x44), amount)
            mstore(0x00, 0)
            ok := call(gas(), token, 0x00, m, 0x64, 0x00, 0x20)
            ok := and(ok, or(iszero(returndatasize()), and(gt(returndatasize(), 0x1f), eq(mload(0x00), 1))))
        }
        if (!ok) Refusal.refuse(Escrow_TransferFailed.selector, token);
        (, uint256 afterwards) = TokenCalls.balanceOf(token, vault);
        if (afterwards < before + amount) Refusal.refuse(Escrow_WrongPayment.selector, before + amount, afterwards);
    }

    function _makeVault(bytes32 id, address token) internal returns (address vault) {
        if (token == address(0)) return token;
        return LibClone.cloneDeterministic(VAULT, abi.encodePacked(token), id);
    }

    /// @dev Sends, or leaves a credit, so that no receiver holds up another one (C12).
    function _push(address vault, address to, uint256 amount) internal {
        if (amount == 0) return;
        bool ok;
        if (vault == address(0)) {
            _requireGas(ETH_PUSH_GAS);
            ok = TokenCalls.send(address(0), to, amount, ETH_PUSH_GAS);
        } else {
            _requireGas(TOKEN_PUSH_GAS);
            ok = EscrowVault(vault).send(to, amount, TOKEN_PUSH_GAS);
        }
        if (ok) return;
        creditOf[vault][to] += amount;
        emit Credited(vault, to, uint128(amount));
    }

    /// @dev The same, where a payee that is a contract may say where its income goes: a DAO's to its inbox (R11).
    function _pushIncome(address vault, address payee, uint256 amount) internal {
        if (amount == 0) return;
        _push(vault, payee.code.length == 0 ? payee : _inboxOf(payee), amount);
    }

    function _inboxOf(address payee) private view returns (address inbox) {
        _requireGas(INBOX_GAS);
        bytes4 question = IIncomeReceiver.incomeInbox.selector;
        bool ok;
        assembly ("memory-safe") {
            mstore(0x00, question)
            ok := staticcall(INBOX_GAS, payee, 0x00, 0x04, 0x00, 0x20)
            let word := mload(0x00)
            ok := and(and(ok, eq(returndatasize(), 0x20)), and(iszero(shr(160, word)), iszero(iszero(word))))
            inbox := word
        }
        if (!ok) return payee;
    }

    /// @dev EIP-150 keeps a 64th back. Nobody is made a creditor, or paid elsewhere, by a stingy caller (C16).
    function _requireGas(uint256 limit) private view {
        if (gasleft() < limit + limit / 63 + AROUND_PUSH) Refusal.refuse(Escrow_GasTooLow.selector);
    }

    /// @inheritdoc IBountyEscrow
    function claim(address vault, address account, address recipient) external guarded {
        if (recipient == address(0)) recipient = account;
        if (recipient != account && msg.sender != account) Refusal.refuse(Escrow_NotYours.selector, account);
        uint256 credit = creditOf[vault][account];
        if (credit == 0) Refusal.refuse(Escrow_NothingToClaim.selector, vault, account);
        creditOf[vault][account] = 0;
        bool ok = vault == address(0) ? TokenCalls.send(vault, recipient, credit, gasleft()) : EscrowVault(vault).send(recipient, credit, gasleft());
        if (!ok) Refusal.refuse(Escrow_TransferFailed.selector, vault);
        emit Claimed(vault, account, recipient, credit);
    }
}
