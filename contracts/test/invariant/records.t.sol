// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoRecords} from "../../src/interfaces/IDaoRecords.sol";
import {Test} from "../base/Test.sol";
import {RecordHandler} from "./RecordHandler.sol";

/// @notice What no sequence of records, challenges and executions may break; in English in README.md.
contract RecordInvariants is Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    RecordHandler private _handler;

    function setUp() public {
        _handler = new RecordHandler();
        _handler.start();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function targetSelectors() public view returns (FuzzSelector[] memory chosen) {
        bytes4[10] memory all = [
            RecordHandler.bring.selector,
            RecordHandler.bring.selector,
            RecordHandler.bring.selector,
            RecordHandler.bring.selector,
            RecordHandler.propose.selector,
            RecordHandler.execute.selector,
            RecordHandler.wait_.selector,
            RecordHandler.enact.selector,
            RecordHandler.revoke.selector,
            RecordHandler.quit.selector
        ];
        chosen = new FuzzSelector[](1);
        chosen[0].addr = address(_handler);
        chosen[0].selectors = new bytes4[](10);
        for (uint256 i; i < 10; ++i) chosen[0].selectors[i] = all[i];
    }

    /// @dev One sender: forge gives senders the price of their gas, and might choose the records contract itself.
    function targetSenders() public pure returns (address[] memory senders) {
        senders = new address[](1);
        senders[0] = address(0x5E4D);
    }

    /// @dev Walks that are the same every time: every outcome comes, so the invariants are not idle.
    function test_theRecordHandlerMeetsEveryOutcome() public {
        bytes4[13] memory dues = _dues();
        uint256[13] memory times;
        uint256 refunds;
        for (uint256 walk; walk < 2; ++walk) {
            for (uint256 i; i < 300; ++i) _step(uint256(keccak256(abi.encode(walk, i))));
            invariant_recordsHoldWhateverHappens();
            for (uint256 i; i < dues.length; ++i) for (uint8 mode; mode < 3; ++mode) times[i] += _handler.expected(mode, dues[i]);
            refunds += _handler.refunds();
            setUp();
        }
        for (uint256 i; i < dues.length; ++i) if (times[i] == 0) revert NotEqual("an outcome that never comes", uint32(dues[i]), i);
        assertTrue(refunds != 0, "refunds come");
    }

    function _step(uint256 seed) private {
        uint256 dice = seed % 20;
        seed >>= 8;
        if (dice < 9) _handler.bring(seed);
        else if (dice < 10) _handler.propose(seed);
        else if (dice < 15) _handler.execute(seed);
        else if (dice < 17) _handler.wait_(seed);
        else if (dice == 17) _handler.enact(seed);
        else if (dice == 18) _handler.revoke(seed);
        else if (seed % 8 == 0) _handler.quit(seed);
    }

    function _dues() private pure returns (bytes4[13] memory) {
        return [
            bytes4(0),
            IDaoRecords.Records_NotPassing.selector,
            IDaoRecords.Records_EnactInstead.selector,
            IDaoRecords.Records_NotClosed.selector,
            IDaoRecords.Records_CannotFinish.selector,
            IDaoRecords.Records_AlreadyRecorded.selector,
            IDaoRecords.Records_NotRecorded.selector,
            IDaoRecords.Records_WindowOver.selector,
            IDaoRecords.Records_NothingNew.selector,
            IDaoRecords.Records_TooEarly.selector,
            IDaoRecords.Records_Rejected.selector,
            IDao.Dao_AlreadySpent.selector,
            IDao.Dao_Expired.selector
        ];
    }

    function invariant_recordsHoldWhateverHappens() public view {
        assertEq(_handler.differing(), 0, "I23 what is due is done, what is not is refused by name");
        assertEq(_handler.executedTwice(), 0, "I24 executed once");
        assertEq(_handler.executedEarly(), 0, "I25 never before window and grace");
        assertEq(_handler.executedAgainst(), 0, "I26 only what passes by the ledger's count");
        assertEq(_handler.enactedRecorded(), 0, "I27 no recorded slot is enacted at once");
        assertEq(_handler.revisionsLowered(), 0, "I28 no challenge lowers a revision");
        assertEq(_handler.windowsWrong(), 0, "I30 no window's end moves back");
        (bool choices, bool times, bool credits) = _handler.agrees();
        assertTrue(choices, "I29 a record says what each member signed last");
        assertTrue(times, "I30 a record keeps its start, and its window ends in time");
        assertTrue(credits, "I31 reserved credits are what ballots cost, and never above the credits");
        assertEq(_handler.refundsAboveCap(), 0, "I32 a refund stays in its cap");
        assertEq(_handler.movesWrong(), 0, "I33 a treasury moves by its decisions and refunds alone");
        assertEq(_handler.theRecords().balance, 0, "I34 the records contract holds nothing");
    }
}
