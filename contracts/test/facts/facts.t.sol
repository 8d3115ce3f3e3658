// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Decision, Member, Rules} from "../../src/types/Types.sol";
import {DaoFixture} from "../base/DaoFixture.sol";
import {Vm} from "../base/Vm.sol";

/// @notice Members read a DAO from its log alone, so each change says what it did: once, in full, and in the words of the ABI.
contract FactsTest is DaoFixture {
    uint256 private _counter = 900;

    /// @dev The one log of this kind since the last look.
    function _fact(bytes32 kind) private returns (Vm.Log memory fact) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 met;
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] != kind || logs[i].emitter != address(dao)) continue;
            fact = logs[i];
            ++met;
        }
        assertEq(met, 1, "said once");
    }

    function _saysAs(Vm.Log memory fact, bytes32 topic, bytes memory data) private pure {
        assertEq(fact.topics.length, 2, "one indexed word");
        assertEq(fact.topics[1], topic, "about whom or what");
        assertEq(keccak256(fact.data), keccak256(data), "and what");
    }

    function _word(address account) private pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }

    function _pointer() private view returns (address pointer) {
        (,, pointer,,,) = dao.state();
    }

    function _enactSelf(bytes memory body) private returns (bytes32 id) {
        Decision memory d = _self(_counter++, body);
        bytes memory sheets = _sheets(_one(d), _mask(12), 0);
        id = dao.decisionId(d);
        vm.recordLogs();
        dao.enact(_one(d), new bytes32[](0), sheets);
    }

    function test_R7_foundingSaysWhoItIs() public {
        vm.recordLogs();
        dao = _found(plainRules(), "Facts");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        Vm.Log[] memory ours = new Vm.Log[](logs.length);
        uint256 n;
        for (uint256 i; i < logs.length; ++i) if (logs[i].emitter == address(dao)) ours[n++] = logs[i];
        assertEq(n, 3, "three facts");
        assertEq(ours[0].topics[0], IDao.Founded.selector, "founded");
        _saysAs(ours[0], dao.genesisHash(), abi.encode("Facts"));
        assertEq(ours[1].topics[0], IDao.RosterChanged.selector, "roster");
        _saysAs(ours[1], 0, abi.encode(_pointer(), seats));
        assertEq(ours[2].topics[0], IDao.RulesChanged.selector, "rules");
        _saysAs(ours[2], 0, abi.encode(_pointer(), plainRules()));
        (uint32 rosterEpoch, uint32 rulesEpoch,, uint64 exited, bool anyBurned, bool anyRevoked) = dao.state();
        assertEq(uint256(rosterEpoch) | rulesEpoch | exited, 0, "of the first epochs, with everybody there");
        assertFalse(anyBurned || anyRevoked, "and nothing burned or revoked");
    }

    function test_R7_aRosterChangeSaysTheNewRoster() public {
        bytes32 id = _enactSelf(abi.encodeCall(IDao.changeRoster, (_delta(address(0x11), true, 3, 50))));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 2, "the roster, then the decision");
        (, Member[] memory members) = dao.roster(1);
        assertEq(members.length, 13, "one more");
        assertEq(logs[0].topics[0], IDao.RosterChanged.selector, "roster");
        _saysAs(logs[0], bytes32(uint256(1)), abi.encode(_pointer(), members));
        assertEq(logs[1].topics[0], IDao.DecisionEnacted.selector, "enacted");
        _saysAs(logs[1], id, "");
    }

    function test_R7_newRulesAreSaidWithTheirEpoch() public {
        Rules memory next = plainRules();
        next.thresholdBps = 6667;
        _enactSelf(abi.encodeCall(IDao.setRules, (next)));
        _saysAs(_fact(IDao.RulesChanged.selector), bytes32(uint256(1)), abi.encode(_pointer(), next));
        (uint32 epoch, Rules memory kept) = dao.rules();
        assertEq(epoch, 1, "epoch");
        assertEq(keccak256(abi.encode(kept)), keccak256(abi.encode(next)), "kept");
        assertEq(keccak256(abi.encode(dao.pastRules(0))), keccak256(abi.encode(plainRules())), "the past ones stay readable");
        assertEq(keccak256(abi.encode(dao.pastRules(1))), keccak256(abi.encode(next)), "and so do the present ones");
    }

    function test_R10_approvalsAndRecallsAreSaid() public {
        bytes32 hash = keccak256("approved");
        _enactSelf(abi.encodeCall(IDao.approveHash, (hash)));
        _saysAs(_fact(IDao.HashApproval.selector), hash, abi.encode(true));
        _enactSelf(abi.encodeCall(IDao.recallHash, (hash)));
        _saysAs(_fact(IDao.HashApproval.selector), hash, abi.encode(false));
    }

    function test_aNewAddressOfTheDescriptionIsSaid() public {
        _enactSelf(abi.encodeCall(IDao.updateDaoUri, ("ipfs://facts")));
        Vm.Log memory fact = _fact(IDao.DaoUriChanged.selector);
        assertEq(fact.topics.length, 1, "nothing indexed");
        assertEq(keccak256(fact.data), keccak256(abi.encode("ipfs://facts")), "which");
        assertEq(keccak256(bytes(dao.daoURI())), keccak256("ipfs://facts"), "kept");
    }

    function test_R12_anExitSaysHowMuchAndWhetherThatWasAll() public {
        address leaver = seats[3].account;
        vm.recordLogs();
        vm.prank(leaver);
        dao.ragequit(40, new address[](0), address(0));
        _saysAs(_fact(IDao.Ragequit.selector), _word(leaver), abi.encode(leaver, uint128(40), false));
        vm.recordLogs();
        vm.prank(leaver);
        dao.ragequit(60, new address[](0), address(0xCAFE));
        _saysAs(_fact(IDao.Ragequit.selector), _word(leaver), abi.encode(address(0xCAFE), uint128(60), true));
        (,,, uint64 exited, bool anyBurned,) = dao.state();
        assertEq(exited, 1 << 3, "its seat alone");
        assertTrue(anyBurned, "and that shares were burned");
    }

    function test_R12_whoOwnsNothingLeavesWithNothingAndTouchesNothing() public {
        _enactSelf(abi.encodeCall(IDao.changeRoster, (_delta(address(0x11), true, 1, 0))));
        address[] memory unsorted = new address[](2);
        unsorted[0] = address(0xDEAD);
        address inbox = factory.inboxOf(address(dao));
        vm.deal(inbox, 12 ether);
        vm.recordLogs();
        vm.prank(address(0x11));
        dao.ragequit(0, unsorted, address(0));
        _saysAs(_fact(IDao.Ragequit.selector), _word(address(0x11)), abi.encode(address(0x11), uint128(0), true));
        assertEq(inbox.balance, 12 ether, "no income is distributed for it");
        (,,, uint64 exited,,) = dao.state();
        assertEq(exited, 1, "and it is gone");
    }

    function test_R4_revokedBallotsAreSaidWithTheFirstRevisionThatCounts() public {
        for (uint64 first = 5; first < 7; ++first) {
            vm.recordLogs();
            vm.prank(seats[6].account);
            dao.revokeBallots(first);
            _saysAs(_fact(IDao.BallotsRevoked.selector), _word(seats[6].account), abi.encode(first));
            assertEq(dao.firstRevision(seats[6].account), first, "kept");
        }
        (,,,,, bool anyRevoked) = dao.state();
        assertTrue(anyRevoked, "every sheet is looked at from now on");
    }
}
