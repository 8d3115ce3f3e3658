// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IIncomeReceiver} from "./interfaces/IIncomeReceiver.sol";
import {ITill, Quote} from "./interfaces/ITill.sol";
import {TokenCalls} from "./libraries/TokenCalls.sol";

/// @title See ITill
contract Till is ITill {
    /// @inheritdoc ITill
    mapping(bytes32 quote => uint32) public soldOf;

    bool private transient _entered;

    /// @inheritdoc ITill
    function buy(Quote calldata quote, address reader) external payable {
        // A token that calls back in could else have one payment count as two (C1).
        if (_entered) revert Till_Reentered();
        _entered = true;
        if (quote.price == 0) revert Till_Free();
        if (reader == address(0)) revert Till_NoReader();
        if (block.timestamp > quote.until) revert Till_Over(quote.until);
        bytes32 id = quoteId(quote);
        uint32 copy = soldOf[id] + 1;
        if (quote.copies != 0 && copy > quote.copies) revert Till_SoldOut(quote.copies);
        soldOf[id] = copy;
        address inbox = _inboxOf(quote.seller);
        _pay(quote.token, inbox, quote.price);
        emit Bought(id, quote.seller, reader, msg.sender, quote.token, quote.price, quote.work, copy);
        _entered = false;
    }

    /// @dev Nothing comes to lie here: ETH goes on at once, a token goes past.
    function _pay(address token, address inbox, uint256 price) private {
        if (token == address(0)) {
            if (msg.value != price) revert Till_WrongValue(msg.value, price);
            if (!TokenCalls.send(token, inbox, price, gasleft())) revert Till_TransferFailed(inbox);
            return;
        }
        if (msg.value != 0) revert Till_WrongValue(msg.value, 0);
        (bool known, uint256 before) = TokenCalls.balanceOf(token, inbox);
        if (!known || !TokenCalls.take(token, msg.sender, inbox, price)) revert Till_NotPaid(token);
        (bool still, uint256 held) = TokenCalls.balanceOf(token, inbox);
        // C11: what a token keeps for itself on the way has not been paid.
        if (!still || held < before || held - before < price) revert Till_NotPaid(token);
    }

    function _inboxOf(address seller) private view returns (address inbox) {
        bytes4 question = IIncomeReceiver.incomeInbox.selector;
        bool ok;
        assembly ("memory-safe") {
            mstore(0x00, question)
            ok := staticcall(gas(), seller, 0x00, 0x04, 0x00, 0x20)
            let word := mload(0x00)
            ok := and(and(ok, eq(returndatasize(), 0x20)), and(iszero(shr(160, word)), iszero(iszero(word))))
            inbox := word
        }
        if (!ok) revert Till_NoInbox(seller);
    }

    /// @inheritdoc ITill
    function quoteId(Quote calldata quote) public pure returns (bytes32) {
        return keccak256(abi.encode(quote));
    }
}
