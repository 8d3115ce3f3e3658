// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Where the income of one DAO arrives and is split (R11)
/// @notice What lies here, less the credits, is income: `incomeBps` of it goes to the treasury, the rest to the members by their shares. Nobody owns
/// this contract; anyone may distribute. address(0) is ETH.
/// @dev Warning: ERC-721 and ERC-1155 tokens do not belong here and cannot be taken out again; send them to the DAO.
interface IIncomeInbox {
    /// @notice `amount` was split. Of `toTreasury` and `toMembers` the parts that could not be pushed follow in this call as Credited.
    event Distributed(address indexed token, uint256 amount, uint256 toTreasury, uint256 toMembers);
    /// @notice A part could not be pushed and waits for `account`. It comes before the Distributed of its call.
    event Credited(address indexed account, address indexed token, uint256 amount);
    /// @notice A credit ended: `paid` is less than `credit` only where the token itself shrank.
    event Claimed(address indexed account, address indexed token, address recipient, uint256 credit, uint256 paid);

    error Inbox_Reentered();
    /// @dev All that is here belongs to credits.
    error Inbox_NothingToDistribute(address token);
    error Inbox_NothingToClaim(address account, address token);
    error Inbox_TokenUnreadable(address token);
    /// @dev The token took more from the inbox than was sent.
    error Inbox_Overdrawn(address token);
    /// @dev Too little gas for a push to have all of its own. Nobody is turned into a creditor by a stingy caller.
    error Inbox_GasTooLow();
    error Inbox_NotYours(address account);
    error Inbox_TransferFailed(address token);
    /// @dev The token shrank and covers the credits only in part. The creditor alone may take its part of the rest.
    error Inbox_Short(address token);

    /// @notice Splits what lies here by the rules and the roster of this moment, and pushes the parts. A push that fails becomes a credit.
    /// @dev Who is a member when this is called is paid, whenever the income arrived.
    function distribute(address token) external;

    /// @notice Pays the credit of `account`.
    /// @param recipient address(0) is the account itself, and then anyone may call; another one only the account may choose.
    function claim(address token, address account, address recipient) external;

    /// @notice The DAO whose income this is.
    function dao() external view returns (address);
    /// @notice What waits for `account`.
    function creditOf(address token, address account) external view returns (uint256);
    /// @notice The sum of all credits of a token: what is no income any more.
    function credits(address token) external view returns (uint256);
    /// @notice What distribute would split now; 0 for a token that does not answer.
    function income(address token) external view returns (uint256);
}
