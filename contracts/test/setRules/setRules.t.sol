// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {RulesWords} from "../../src/libraries/RulesWord.sol";
import {Decision, Rules} from "../../src/types/Types.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice A decision can give the DAO no rules that a founder could not (R7, R8).
contract SetRulesTest is DaoFixture {
    uint256 private _counter;

    function _set(Rules memory next) private {
        _enact(_self(_counter++, abi.encodeCall(IDao.setRules, (next))), _mask(12));
        (, Rules memory kept) = dao.rules();
        assertEq(keccak256(abi.encode(kept)), keccak256(abi.encode(next)), "as decided");
    }

    function _refused(Rules memory next, bytes memory said) private {
        (uint32 epoch, Rules memory before) = dao.rules();
        Decision memory d = _self(_counter++, abi.encodeCall(IDao.setRules, (next)));
        bytes memory sheets = _sheets(_one(d), _mask(12), 0);
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_CallFailed.selector, dao.decisionId(d), 0, said));
        dao.enact(_one(d), new bytes32[](0), sheets);
        (uint32 still, Rules memory kept) = dao.rules();
        assertEq(still, epoch, "no new epoch");
        assertEq(keccak256(abi.encode(kept)), keccak256(abi.encode(before)), "as before");
    }

    function _refusedAbove(Rules memory next, uint256 bps) private {
        _refused(next, abi.encodeWithSelector(RulesWords.Rules_BpsAboveAll.selector, bps));
    }

    function test_R8_theHighestOfEachIsTaken() public {
        Rules memory r = plainRules();
        r.thresholdBps = 10_000;
        r.incomeBps = 10_000;
        r.refundCap = type(uint32).max;
        r.gracePeriod = r.votingPeriod;
        _set(r);
    }

    /// @dev Quorum of all and quadratic counting last, each in a DAO of its own: what they ask of later decisions is theirs to say.
    function test_R8_aQuorumOfAllIsTaken() public {
        Rules memory r = plainRules();
        r.quorumBps = 10_000;
        _set(r);
    }

    function test_R8_theLastModeAndTheMostCreditsAreTaken() public {
        Rules memory r = plainRules();
        r.mode = 2;
        r.credits = 65_535;
        _set(r);
    }

    function test_R8_RevertWhen_rulesAreNotOnesThatExist() public {
        Rules memory r = plainRules();
        r.mode = 3;
        _refused(r, abi.encodeWithSelector(RulesWords.Rules_UnknownMode.selector, 3));
        r = plainRules();
        r.quorumBps = 10_001;
        _refusedAbove(r, 10_001);
        r = plainRules();
        r.thresholdBps = 10_002;
        _refusedAbove(r, 10_002);
        r.thresholdBps = 10_001;
        _refusedAbove(r, 10_001);
        r = plainRules();
        r.incomeBps = 10_001;
        _refusedAbove(r, 10_001);
        r = plainRules();
        r.credits = 65_536;
        _refused(r, abi.encodeWithSelector(RulesWords.Rules_CreditsTooHigh.selector, 65_536));
        r = plainRules();
        r.gracePeriod = r.votingPeriod + 1;
        _refused(r, abi.encodeWithSelector(RulesWords.Rules_GraceExceedsVoting.selector, r.gracePeriod, r.votingPeriod));
    }
}
