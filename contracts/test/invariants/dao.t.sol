// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../base/Test.sol";
import {Handler} from "./Handler.sol";

/// @notice What no sequence of actions may break.
contract DaoInvariants is Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Handler private _handler;

    function setUp() public {
        _handler = new Handler();
        _handler.start();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function targetSelectors() public view returns (FuzzSelector[] memory chosen) {
        chosen = new FuzzSelector[](1);
        chosen[0].addr = address(_handler);
        chosen[0].selectors = new bytes4[](7);
        chosen[0].selectors[0] = Handler.fund.selector;
        chosen[0].selectors[1] = Handler.wait_.selector;
        chosen[0].selectors[2] = Handler.pay.selector;
        chosen[0].selectors[3] = Handler.mintShares.selector;
        chosen[0].selectors[4] = Handler.quit.selector;
        chosen[0].selectors[5] = Handler.revoke.selector;
        chosen[0].selectors[6] = Handler.replay.selector;
    }

    /// @dev ETH and tokens: what came in is what is there, what was paid and what leavers took. Nothing else moves money.
    function invariant_moneyIsConserved() public view {
        address dao = address(_handler.theDao());
        assertEq(dao.balance + _handler.ethPaid() + _handler.ethQuit(), _handler.ethIn(), "ETH");
        assertEq(_handler.token().balanceOf(dao) + _handler.tokenQuit(), _handler.tokenIn(), "token");
    }

    /// @dev Leavers together never took more than there was.
    function invariant_leaversTakeNoMoreThanTheTreasury() public view {
        assertTrue(_handler.ethQuit() + _handler.ethPaid() <= _handler.ethIn(), "ETH");
        assertTrue(_handler.tokenQuit() <= _handler.tokenIn(), "token");
    }

    /// @dev Shares: made by genesis and minting, gone by burning.
    function invariant_sharesAreConserved() public view {
        (,, uint256 shares) = _handler.theDao().presentRoster();
        assertEq(shares + _handler.sharesBurned(), _handler.sharesMade(), "shares");
    }

    /// @dev A slot is spent by one enactment.
    function invariant_slotsAreSpentOnce() public view {
        for (uint256 i; i < _handler.slotCount(); ++i) {
            uint256 slot = _handler.slots(i);
            assertEq(_handler.enactments(slot), 1, "once");
            assertTrue(_handler.theDao().spent(slot), "spent");
        }
    }

    /// @dev Decisions pass exactly when min(cited, present) weights say so; replays, wrong parts and half-done decisions never happen.
    function invariant_nothingWentWrong() public view {
        assertEq(_handler.wrongs(), 0, "wrongs");
    }
}
