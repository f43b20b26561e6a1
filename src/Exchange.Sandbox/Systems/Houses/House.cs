using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox.Systems.Houses;

/// <summary>A house that changes hands, with the accounts that go with it: what the register and the companies each show a part of.</summary>
/// <param name="Number">From 0.</param>
/// <param name="RegistrationNo">The number (YWH) of its registration, which the companies are told too.</param>
/// <param name="AcceptedAt">When the registration was accepted.</param>
/// <param name="Address">Where it is, as the register writes it.</param>
/// <param name="Town">The town.</param>
/// <param name="Seller">Who had it.</param>
/// <param name="Buyers">Who has it now: one, or two who share it.</param>
internal sealed record House(int Number, string RegistrationNo, DateTime AcceptedAt, string Address, Generation.Town Town, Person Seller, IReadOnlyList<Person> Buyers)
{
    /// <summary>The account of a company: 1 water, 2 power, 3 gas, 4 broadcasting.</summary>
    public string Account(int company) => company == 2 ? $"0350{Number * 37 % 1_000_000_000:D9}" : $"00{company}{Number * 53 % 10_000_000:D7}";

    /// <summary>Whether water, power, gas and broadcasting are transferred with it.</summary>
    public bool IsLinked => Number % 10 < 6;

    /// <summary>The number of the house that is the n-th with transfers.</summary>
    public static int Linked(int n) => n / 6 * 10 + n % 6;
}
