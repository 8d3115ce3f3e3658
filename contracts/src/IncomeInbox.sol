// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibClone} from "solady/utils/LibClone.sol";
import {IIncomeInbox} from "./interfaces/IIncomeInbox.sol";
import {IncomeShares, Part} from "./libraries/IncomeShares.sol";
import {TokenCalls} from "./libraries/TokenCalls.sol";

/// @title The implementation behind every inbox; see IIncomeInbox
/// @dev A clone carries the address of its DAO in its code, so there is nothing to initialise and nothing to change.
contract IncomeInbox is IIncomeInbox {
    /// @dev What a push gets: ample for a contract account that is paid ETH, and for a token with books of its own. With 64 seats that burn all of it
    /// a distribution still fits into the 16 777 216 gas of a transaction.
    uint256 internal constant ETH_PUSH_GAS = 50_000;
    uint256 internal constant TOKEN_PUSH_GAS = 150_000;
    /// @dev What comes around a push: sending value to a new account, and writing a credit.
    uint256 internal constant AROUND_PUSH = 100_000;

    mapping(address token => mapping(address account => uint256)) public creditOf;
    mapping(address token => uint256) public credits;

    bool private transient _entered;

    modifier guarded() {
        if (_entered) revert Inbox_Reentered();
        _entered = true;
        _;
        _entered = false;
    }

    receive() external payable {}

    /// @inheritdoc IIncomeInbox
    function distribute(address token) external guarded {
        uint256 owed = credits[token];
        uint256 held = _balance(token);
        if (held <= owed) revert Inbox_NothingToDistribute(token);
        uint256 amount = held - owed;
        address treasury = dao();
        (Part[] memory parts, uint256 toTreasury) = IncomeShares.split(treasury, amount);
        // The treasury comes first, so that who leaves while it is paid leaves with a part of the treasury as it ought to be.
        uint256 credited = _push(token, treasury, toTreasury);
        for (uint256 i; i < parts.length; ++i) credited += _push(token, parts[i].account, parts[i].amount);
        if (credited != 0) credits[token] = owed + credited;
        if (_balance(token) < owed + credited) revert Inbox_Overdrawn(token);
        // Where ETH is a token too, what is owed of it as ETH is no income as a token.
        if (address(this).balance < credits[address(0)]) revert Inbox_Overdrawn(address(0));
        emit Distributed(token, amount, toTreasury, amount - toTreasury);
    }

    /// @return credited What could not be pushed.
    function _push(address token, address to, uint256 amount) private returns (uint256 credited) {
        if (amount == 0) return 0;
        uint256 limit = token == address(0) ? ETH_PUSH_GAS : TOKEN_PUSH_GAS;
        // EIP-150 keeps a 64th back; whoever calls must have brought the whole limit (C16).
        if (gasleft() < limit + limit / 63 + AROUND_PUSH) revert Inbox_GasTooLow();
        if (TokenCalls.send(token, to, amount, limit)) return 0;
        creditOf[token][to] += amount;
        emit Credited(to, token, amount);
        return amount;
    }

    /// @inheritdoc IIncomeInbox
    function claim(address token, address account, address recipient) external guarded {
        if (recipient == address(0)) recipient = account;
        if (recipient != account && msg.sender != account) revert Inbox_NotYours(account);
        uint256 credit = creditOf[token][account];
        if (credit == 0) revert Inbox_NothingToClaim(account, token);
        uint256 owed = credits[token];
        uint256 held = _balance(token);
        uint256 paid = credit;
        if (held < owed) {
            if (msg.sender != account) revert Inbox_Short(token);
            paid = FixedPointMathLib.fullMulDiv(held, credit, owed);
        }
        creditOf[token][account] = 0;
        credits[token] = owed - credit;
        if (!TokenCalls.send(token, recipient, paid, gasleft())) revert Inbox_TransferFailed(token);
        if (_balance(token) < held - paid) revert Inbox_Overdrawn(token);
        emit Claimed(account, token, recipient, credit, paid);
    }

    /// @inheritdoc IIncomeInbox
    function dao() public view returns (address account) {
        bytes memory argument = LibClone.argsOnClone(address(this), 0, 20);
        assembly ("memory-safe") {
            account := shr(96, mload(add(argument, 0x20)))
        }
    }

    /// @inheritdoc IIncomeInbox
    function income(address token) external view returns (uint256) {
        (bool ok, uint256 held) = TokenCalls.balanceOf(token, address(this));
        uint256 owed = credits[token];
        return ok && held > owed ? held - owed : 0;
    }

    function _balance(address token) private view returns (uint256) {
        (bool ok, uint256 amount) = TokenCalls.balanceOf(token, address(this));
        if (!ok) revert Inbox_TokenUnreadable(token);
        return amount;
    }
}
