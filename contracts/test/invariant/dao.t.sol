// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Test} from "../base/Test.sol";
import {Handler} from "./Handler.sol";

/// @notice What no sequence of actions may break; in English in README.md. One run of the handler is held against all of them.
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

    /// @dev Decisions more often than all else.
    function targetSelectors() public view returns (FuzzSelector[] memory chosen) {
        bytes4[11] memory all = [
            Handler.decide.selector,
            Handler.decide.selector,
            Handler.decide.selector,
            Handler.decide.selector,
            Handler.fund.selector,
            Handler.wait_.selector,
            Handler.wait_.selector,
            Handler.setMood.selector,
            Handler.quit.selector,
            Handler.revoke.selector,
            Handler.replay.selector
        ];
        chosen = new FuzzSelector[](1);
        chosen[0].addr = address(_handler);
        chosen[0].selectors = new bytes4[](11);
        for (uint256 i; i < 11; ++i) chosen[0].selectors[i] = all[i];
    }

    /// @dev Walks that are the same every time: the handler comes to every outcome, so the invariants are not idle.
    function test_theHandlerMeetsEveryOutcome() public {
        bytes4[14] memory dues = _dues();
        uint256[14][2] memory times;
        for (uint256 walk; walk < 3; ++walk) {
            _walk(walk);
            invariant_rulesHoldWhateverHappens();
            for (uint256 i; i < dues.length; ++i) {
                for (uint8 mode; mode < 2; ++mode) times[mode][i] += _handler.expected(mode, dues[i]);
            }
            setUp();
        }
        for (uint256 i; i < dues.length; ++i) {
            // What counting decides must come in both modes, the rest in any.
            bool comes = i < 3 ? times[0][i] != 0 && times[1][i] != 0 : times[0][i] + times[1][i] != 0;
            if (!comes) revert NotEqual("an outcome that never comes", uint32(dues[i]), times[0][i]);
        }
    }

    function _walk(uint256 walk) private {
        for (uint256 i; i < 200; ++i) {
            uint256 seed = uint256(keccak256(abi.encode(walk, i)));
            uint256 dice = seed % 16;
            if (dice < 9) _handler.decide(seed);
            else if (dice < 12) _handler.wait_(seed >> 8);
            else if (dice == 12) _handler.fund(seed >> 8, seed >> 128);
            else if (dice == 13) _handler.setMood(uint8(seed >> 8));
            else if (dice == 14) _handler.quit(seed >> 8, seed >> 16, seed >> 255 == 1);
            else if (seed >> 255 == 1) _handler.revoke(seed >> 8);
            else _handler.replay(address(0xF00D));
        }
    }

    function _dues() private pure returns (bytes4[14] memory) {
        return [
            bytes4(0),
            IDao.Dao_NotDecisive.selector,
            IDao.Dao_NotUnanimous.selector,
            IDao.Dao_UnknownRoster.selector,
            IDao.Dao_RosterTooYoung.selector,
            IDao.Dao_RosterTooOld.selector,
            IDao.Dao_StaleRules.selector,
            IDao.Dao_ChangedInBatch.selector,
            IDao.Dao_AlreadySpent.selector,
            IDao.Dao_Expired.selector,
            IDao.Dao_WrongExecutor.selector,
            IDao.Dao_AfterUnmet.selector,
            IDao.Dao_Underfunded.selector,
            IDao.Dao_CallFailed.selector
        ];
    }

    function invariant_rulesHoldWhateverHappens() public view {
        _counting();
        _slots();
        _members();
        _money();
    }

    function _money() private view {
        address dao = address(_handler.theDao());
        assertEq(dao.balance + _handler.ethPaid() + _handler.ethQuit(), _handler.ethIn(), "I1 ETH is conserved");
        assertEq(_handler.token().balanceOf(dao) + _handler.tokenQuit(), _handler.tokenIn(), "I1 tokens are conserved");
        assertEq(_handler.movesWrong(), 0, "I2 an agenda pays what it enacts and no more");
        assertEq(_handler.partsWrong(), 0, "I3 a leaver takes exactly the fair part");
    }

    function _members() private view {
        (,, uint256 total) = _handler.theDao().presentRoster();
        assertEq(total + _handler.sharesBurned(), _handler.sharesMade(), "I4 shares are conserved");
        (bool powers, bool owned, bool past) = _handler.agrees();
        assertTrue(owned, "I5 nobody's shares change but by minting and burning");
        assertTrue(powers, "I6 leavers hold no power, others what decisions gave");
        assertTrue(past, "I7 past rosters never change");
        assertEq(_handler.membersHeld(), 0, "I16 a member can always leave, and take ballots back");
    }

    function _slots() private view {
        for (uint256 i; i < _handler.slotCount(); ++i) {
            uint256 slot = _handler.slots(i);
            assertEq(_handler.enactments(slot), 1, "I8 a slot is spent by one enactment");
            assertTrue(_handler.theDao().spent(slot), "I8 an enactment spends its slot");
        }
        assertEq(_handler.slotsWrong(), 0, "I8 a refused decision leaves its slot as it was");
        assertEq(_handler.replaysTaken(), 0, "I9 nothing is enacted again");
    }

    function _counting() private view {
        _never(IDao.Dao_NotDecisive.selector, "I10 only a decisive set enacts");
        _never(IDao.Dao_NotUnanimous.selector, "I11 under grace no holder is passed over");
        _never(IDao.Dao_UnknownRoster.selector, "I12 no future roster");
        _never(IDao.Dao_RosterTooYoung.selector, "I12 no young roster");
        _never(IDao.Dao_RosterTooOld.selector, "I12 no old roster");
        _never(IDao.Dao_StaleRules.selector, "I12 no other rules");
        _never(IDao.Dao_ChangedInBatch.selector, "I12 nothing counted by what the agenda changed");
        _never(IDao.Dao_AlreadySpent.selector, "I8 no spent slot");
        _never(IDao.Dao_Expired.selector, "I13 nothing expired");
        _never(IDao.Dao_WrongExecutor.selector, "I13 no other executor");
        _never(IDao.Dao_AfterUnmet.selector, "I13 nothing before what it comes after");
        _never(IDao.Dao_Underfunded.selector, "I14 nothing half paid");
        _never(IDao.Dao_CallFailed.selector, "I14 nothing half done");
        assertEq(_handler.refusedWrongly(), 0, "I15 what is due is enacted, what is not is named");
    }

    function _never(bytes4 refusal, string memory what) private view {
        assertEq(_handler.enactedAgainst(refusal), 0, what);
    }
}
