using System.Globalization;
using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Systems.Houses;

/// <summary>Invented houses: the same number of the same seed is always the same house, whichever system asks.</summary>
internal sealed class HouseBook(long seed, DateTime baseTime)
{
    private readonly PersonBook _people = new(seed);

    public House Get(int number)
    {
        var random = new SeededRandom(seed, "house", number);
        var accepted = SourceTime.Whole(WorkingHours.AtOrBefore(baseTime.Date.AddDays(-(20 + number * 11 % 270)).AddHours(9 + number % 7), random));
        var town = random.Pick(Town.All);
        var address = $"泉州台商投资区{town.Name}{random.Pick(town.Places)}{random.Between(1, 199)}号{random.Between(1, 12)}幢{random.Between(1, 30)}0{random.Between(1, 4)}室";
        var seller = _people.Get(random.Next(PersonBook.Size));
        var buyers = Enumerable.Range(0, random.Chance(0.3) ? 2 : 1).Select(_ => _people.Get(random.Next(PersonBook.Size))).ToArray();
        return new House(number, string.Create(CultureInfo.InvariantCulture, $"BDC{accepted:yyyyMMdd}{number:D5}"), accepted, address, town, seller, buyers);
    }
}
