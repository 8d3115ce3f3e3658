// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {IDao} from "../interfaces/IDao.sol";
import {Member} from "../types/Types.sol";
import {RosterBlob} from "./RosterBlob.sol";
import {RulesWord} from "./RulesWord.sol";

struct Part {
    address account;
    uint256 amount;
}

/// @title Who gets what of an income (R11)
library IncomeShares {
    uint256 internal constant BPS = 10_000;

    /// @notice ⌊amount · incomeBps ÷ 10 000⌋ is the treasury's; of the rest each seat gets ⌊rest · shares ÷ total shares⌋; the dust is the treasury's.
    /// @dev Nobody left who owns shares: all of it is the treasury's.
    function split(address dao, uint256 amount) internal view returns (Part[] memory parts, uint256 toTreasury) {
        (,, address pointer,, bool anyBurned,) = IDao(dao).state();
        bytes memory blob = RosterBlob.read(pointer);
        uint256 rest = amount - FixedPointMathLib.fullMulDiv(amount, RosterBlob.rulesWord(blob).incomeBps(), BPS);
        uint256 total;
        // As long as nobody burned a share, the roster's code says all (S4.1), and one read of it is enough.
        if (anyBurned) (parts, total) = _present(dao);
        else (parts, total) = _written(blob);
        toTreasury = amount;
        for (uint256 i; i < parts.length; ++i) {
            uint256 part = total == 0 ? 0 : FixedPointMathLib.fullMulDiv(rest, parts[i].amount, total);
            parts[i].amount = part;
            toTreasury -= part;
        }
    }

    /// @return parts Whose amounts are still shares.
    function _written(bytes memory blob) private pure returns (Part[] memory parts, uint256 total) {
        parts = new Part[](RosterBlob.count(blob));
        for (uint256 i; i < parts.length; ++i) {
            parts[i] = Part(RosterBlob.accountOf(RosterBlob.seat(blob, i)), RosterBlob.sharesAt(blob, i));
        }
        total = RosterBlob.totalShares(blob);
    }

    function _present(address dao) private view returns (Part[] memory parts, uint256 total) {
        Member[] memory members;
        (members,, total) = IDao(dao).presentRoster();
        parts = new Part[](members.length);
        for (uint256 i; i < parts.length; ++i) parts[i] = Part(members[i].account, members[i].shares);
    }
}
