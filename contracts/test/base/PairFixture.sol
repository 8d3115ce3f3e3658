// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IPair, Side} from "../../src/interfaces/IPair.sol";
import {Call, Decision, Member, RosterDelta, Rules} from "../../src/types/Types.sol";
import {RecordFixture} from "./RecordFixture.sol";

/// @notice Two DAOs without a common member, and decisions of both that only the pair enacts. Index 0 is the smaller address.
abstract contract PairFixture is RecordFixture {
    IPair internal pair;
    IDao[2] internal daos;
    uint256[][2] private _keysOf;
    Member[][2] private _seatsOf;

    function setUp() public virtual override {
        super.setUp();
        pair = IPair(_deploy("Pair", abi.encode(address(records))));
        (IDao one, uint256[] memory oneKeys, Member[] memory oneSeats) = (dao, keys, seats);
        _makeOtherKeys(7);
        IDao two = _found(plainRules(), "Seven");
        uint256 at = address(one) < address(two) ? 0 : 1;
        _keep(at, one, oneKeys, oneSeats);
        _keep(1 - at, two, keys, seats);
    }

    function _keep(uint256 i, IDao dao_, uint256[] memory keys_, Member[] memory seats_) private {
        daos[i] = dao_;
        _keysOf[i] = keys_;
        for (uint256 s; s < seats_.length; ++s) _seatsOf[i].push(seats_[s]);
    }

    function _makeOtherKeys(uint256 n) private {
        delete keys;
        for (uint256 i; i < n; ++i) keys.push(uint256(keccak256(abi.encode("other key", i))));
        _seatKeys();
    }

    /// @dev What follows is done in this DAO.
    function _in(uint256 i) internal {
        dao = daos[i];
        keys = _keysOf[i];
        delete seats;
        for (uint256 s; s < _seatsOf[i].length; ++s) seats.push(_seatsOf[i][s]);
    }

    function _everybody() internal view returns (uint256) {
        return _mask(seats.length);
    }

    /// @dev What DAO i does: the other one gets so much power in it.
    function _gives(uint256 i, uint64 power) internal view returns (Call[] memory) {
        RosterDelta[] memory deltas = new RosterDelta[](1);
        deltas[0] = RosterDelta(address(daos[1 - i]), 1, true, power, 0);
        return _one(Call(address(daos[i]), 0, abi.encodeCall(IDao.changeRoster, (deltas)), 0));
    }

    function _terms(Call[] memory a, Call[] memory b) internal view returns (bytes32) {
        return keccak256(abi.encode(address(daos[0]), a, address(daos[1]), b));
    }

    /// @dev A decision of DAO i behind `meet`.
    function _reserved(uint256 i, uint256 counter, bytes32 terms, Call[] memory effects) internal returns (Decision memory d) {
        _in(i);
        Call[] memory calls = new Call[](effects.length + 1);
        calls[0] = Call(address(pair), 0, abi.encodeCall(IPair.meet, (terms)), address(pair).codehash);
        for (uint256 k; k < effects.length; ++k) calls[k + 1] = effects[k];
        d = _decide(counter, calls);
        d.executor = address(pair);
    }

    /// @dev With everybody's ballots.
    function _side(uint256 i, Decision memory d) internal returns (Side memory) {
        _in(i);
        return Side(daos[i], d, new bytes32[](0), _sheets(_one(d), _everybody(), 0), false);
    }

    function _sides(uint256 counter, Call[] memory a, Call[] memory b) internal returns (Side memory first, Side memory second) {
        bytes32 terms = _terms(a, b);
        first = _side(0, _reserved(0, counter, terms, a));
        second = _side(1, _reserved(1, counter, terms, b));
    }

    function _partnership() internal returns (Side memory first, Side memory second) {
        return _sides(1, _gives(0, 2), _gives(1, 3));
    }

    function _powerIn(uint256 i) internal view returns (uint256) {
        (Member[] memory members,,) = daos[i].presentRoster();
        for (uint256 s; s < members.length; ++s) if (members[s].account == address(daos[1 - i])) return members[s].power;
        return 0;
    }

    function _nothingHappened(Side memory first, Side memory second) internal view {
        assertFalse(first.dao.spent(first.decision.slot), "first slot");
        assertFalse(second.dao.spent(second.decision.slot), "second slot");
        assertEq(_powerIn(0) + _powerIn(1), 0, "no power");
    }
}
