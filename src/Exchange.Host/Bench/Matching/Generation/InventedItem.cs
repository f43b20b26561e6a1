namespace Exchange.Host.Bench.Matching.Generation;

/// <summary>An item of the invented catalogue, as the two systems know it.</summary>
internal sealed record InventedItem(int Department, int Family, string Name, string NationalCode, string LocalCode, string DepartmentCode, string DepartmentName);
