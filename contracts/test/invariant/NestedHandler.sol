// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoRecords} from "../../src/interfaces/IDaoRecords.sol";
import {Call, Decision, Member, RosterDelta, Rules} from "../../src/types/Types.sol";
import {NestedFixture} from "../base/NestedFixture.sol";

/// @notice A DAO that lives on at random while it is asked, again and again, to sign by whatever ballots.
contract NestedHandler is NestedFixture {
    uint256 private constant PEOPLE = 6;

    address public outer;
    /// @dev Signatures that were accepted, and those that were not.
    mapping(bool valid => uint256) public asked;
    /// @dev What was signed although it could not be enacted at this moment, or the other way round.
    uint256 public differing;
    /// @dev A signature that somebody else got, or another account of the same members.
    uint256 public leaked;
    uint256 private _counter = 1;
    uint256 private _chance;
    IDao private _twin;
    address[] private _everybody;
    mapping(address person => uint256) private _keyOf;

    function start() external {
        vm.warp(1_800_000_000);
        factory = _newFactory();
        _makeKeys(2);
        outer = address(_found(plainRules(), "Outer"));
        _makeKeys(PEOPLE);
        for (uint256 i; i < PEOPLE; ++i) {
            _everybody.push(seats[i].account);
            _keyOf[seats[i].account] = keys[i];
        }
        dao = _found(plainRules(), "Inner");
        _twin = _found(plainRules(), "Twin");
    }

    function _below(uint256 n) private returns (uint256) {
        _chance = uint256(keccak256(abi.encode(_chance)));
        return _chance % n;
    }

    /// @dev Seats and keys as they are now.
    function _sit() private {
        (Member[] memory now_,,) = dao.presentRoster();
        delete seats;
        delete keys;
        for (uint256 i; i < now_.length; ++i) {
            seats.push(now_[i]);
            keys.push(_keyOf[now_[i].account]);
        }
    }

    function wait_(uint256 time) external {
        uint256[4] memory steps = [uint256(1), 30 minutes, 2 hours, 1 days];
        vm.warp(block.timestamp + steps[time % 4]);
    }

    function revoke(uint256 seed) external {
        _sit();
        address member = seats[seed % seats.length].account;
        uint64 revision = dao.firstRevision(member) + 1;
        vm.prank(member);
        dao.revokeBallots(revision);
    }

    function quit(uint256 seed) external {
        _sit();
        Member memory leaver = seats[seed % seats.length];
        (,, uint256 shares) = dao.presentRoster();
        if (leaver.shares == 0 || shares < 250) return;
        vm.prank(leaver.account);
        dao.ragequit(seed % 2 == 0 ? leaver.shares : 1, new address[](0), address(0));
    }

    /// @dev Everybody who is there decides: other powers, or other rules.
    function change(uint256 seed) external {
        _chance = seed;
        _sit();
        Decision memory d;
        if (_below(2) == 0) {
            RosterDelta[] memory deltas = new RosterDelta[](PEOPLE);
            for (uint256 i; i < PEOPLE; ++i) deltas[i] = RosterDelta(_everybody[i], 0, true, uint64(1 + _below(4)), 1);
            d = _self(_counter++, abi.encodeCall(IDao.changeRoster, (deltas)));
        } else {
            Rules memory r = plainRules();
            (r.mode, r.gracePeriod, r.thresholdBps) = (uint8(_below(3) == 0 ? 1 : 0), _below(3) == 0 ? 1 hours : 0, uint16(4000 + _below(4000)));
            d = _self(_counter++, abi.encodeCall(IDao.setRules, (r)));
        }
        vm.warp(block.timestamp + 2 hours);
        dao.enact(_one(d), new bytes32[](0), _someSheets(_ids(_one(d)), 0));
    }

    /// @dev Any ballots for a hash: does the DAO sign by them, and could they enact the approval at this moment?
    function ask(uint256 seed) external {
        _chance = seed;
        _sit();
        bytes32 hash = keccak256(abi.encode(seed));
        Decision memory a = _approval(hash, _below(4) == 0 ? _below(_counter) : 1_000_000 + _counter);
        if (_below(3) == 0 && a.rosterEpoch != 0) a.rosterEpoch -= uint32(1 + _below(a.rosterEpoch));
        if (_below(12) == 0) a.rulesEpoch += 1;
        if (_below(12) == 0) a.expiresAt = uint40(block.timestamp - _below(2));
        bytes memory sheets = _someSheets(_ids(_one(a)), _below(3) == 0 ? 12 : 3);
        bytes memory signature = _live(a, sheets);
        bool valid = _isValidFor(outer, dao, hash, signature);
        if (valid != _couldEnact(a, sheets)) ++differing;
        if (_isValidFor(address(this), dao, hash, signature) || _isValidFor(outer, _twin, hash, signature)) ++leaked;
        ++asked[valid];
    }

    /// @param eagerness 0: everybody says For by a ballot that was not taken back; who left weighs nothing.
    function _someSheets(bytes32[] memory ids, uint256 eagerness) private returns (bytes memory) {
        Sheet[] memory sheets = new Sheet[](seats.length);
        uint256 n;
        for (uint256 i; i < seats.length; ++i) {
            uint256 mood = eagerness == 0 ? 2 : _below(eagerness + 2);
            if (mood == 0) continue;
            uint256 revision = eagerness == 3 ? _below(3) : dao.firstRevision(seats[i].account);
            sheets[n++] = _sheet(i, uint64(revision), ids, mood == 1 ? uint8(_below(3)) : 1);
        }
        assembly ("memory-safe") {
            mstore(sheets, n)
        }
        return _pack(sheets);
    }

    function _couldEnact(Decision memory a, bytes memory sheets) private returns (bool) {
        try this.enactAndUndo(a, sheets) {}
        catch (bytes memory why) {
            return why.length == 32;
        }
        return false;
    }

    /// @dev Reverts with one word when it went through.
    function enactAndUndo(Decision calldata a, bytes calldata sheets) external {
        Decision[] memory agenda = new Decision[](1);
        agenda[0] = a;
        dao.enact(agenda, new bytes32[](0), sheets);
        assembly {
            revert(0, 32)
        }
    }

    /// @dev A slot that is recorded by somebody.
    function record(uint256 seed) external {
        _chance = seed;
        _sit();
        Decision memory d = _decide(_counter++, new Call[](0));
        d.closesAt = uint40(block.timestamp - 1);
        bytes memory sheets = _someSheets(_ids(_one(d)), 3);
        try IDaoRecords(factory.records()).record(dao, d, new bytes32[](0), sheets) {}
        catch {
            // The ballots that were drawn may pass nothing; then nothing is recorded.
        }
    }
}
