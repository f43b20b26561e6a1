using Exchange.Pipeline.Recognition.Scoring;
using Exchange.Pipeline.Recognition.Text;

namespace Exchange.Recognition.Tests.Text;

/// <summary>The compared forms of names, numbers, phones and addresses.</summary>
public sealed class FormTests
{
    [Theory]
    [InlineData("35059919850307012X", "350599850307012", "Converted")]
    [InlineData("350599850307012", "350599850307012", "Same")]
    [InlineData("35059919850307012X", "350599850307021", "Near")]
    [InlineData("35059919850307012X", "35059919850307021X", "Typo")]
    [InlineData("35059919850307012X", "3505991985O307012X", "Same")]
    [InlineData("35059919850307012X", "350599199211150237", "Different")]
    [InlineData("35059919850307012X", "350599199211150238", "Doubtful")]
    [InlineData("35059919850307012X", "3505**********012X", "Missing")]
    [InlineData("35059919850307012X", "111111111111111111", "Missing")]
    [InlineData("91350500XX00000198", "XX0000019", "Converted")]
    [InlineData("91350500XX00000198", "91350500XX00000189", "Typo")]
    [InlineData("91350500XX00000198", "91350521XX0000027G", "Different")]
    [InlineData("E12345678", "e 1234-5678", "Same")]
    [InlineData("E12345678", "E12345679", "Near")]
    public void Documents_Compared_GiveTheOutcome(string left, string right, string outcome)
    {
        var organisation = left.StartsWith('9');
        var one = DocumentForm.Of(left, null, organisation);
        var other = DocumentForm.Of(right, null, organisation);

        Assert.Equal(outcome, DocumentComparison.Compare(one, other).ToString());
        Assert.Equal(outcome, DocumentComparison.Compare(other, one).ToString());
    }

    [Theory]
    [InlineData("350599850307012", "id-card", "Identity")]
    [InlineData("350599850307012", "business-licence", "Other")]
    [InlineData("91350500XX00000198", null, "Organisation")]
    [InlineData("35059919850307012X", null, "Identity")]
    [InlineData("无", null, "None")]
    [InlineData("", null, "None")]
    public void Document_ByItsForm_IsOfTheKind(string number, string? type, string kind)
    {
        Assert.Equal(kind, DocumentForm.Of(number, type, organisation: false).Kind.ToString());
    }

    [Theory]
    [InlineData("陳文海", "陈文海")]
    [InlineData("陈\u3000文\u00A0海", "陈文海")]
    [InlineData("\uF9D1文海", "六文海")] // a compatibility ideograph
    [InlineData("阿依古丽・买合木提", "阿依古丽买合木提")]
    [InlineData("Ivan  PETROV", "IVANPETROV")]
    [InlineData("Petrov, Ivan", "IVANPETROV")]
    [InlineData("？？", "")]
    [InlineData("无", "")]
    public void Name_Form_IsTheSameForEverySpelling(string name, string form)
    {
        Assert.Equal(form, NameForm.Of(name));
    }

    [Theory]
    [InlineData("13800138000", "13800138000")]
    [InlineData("+86 138-0013-8000", "13800138000")]
    [InlineData("１３８００１３８０００", "13800138000")]
    [InlineData("0595-22123456、13800138000", "059522123456 13800138000")]
    [InlineData("13800138000 13900139000", "13800138000 13900139000")]
    [InlineData("无", "")]
    [InlineData("00000000000", "")]
    public void Phone_Forms_AreDigits(string field, string numbers)
    {
        var found = new List<string>();
        PhoneForm.Add(field, found);

        Assert.Equal(numbers, string.Join(' ', found));
    }

    [Theory]
    [InlineData("福建省泉州市惠安县洛阳镇云庄村3组5号", "洛阳镇云庄村3组5号")]
    [InlineData("洛阳镇云庄村3组5号", "洛阳镇云庄村3组5号")]
    [InlineData("惠安县 洛阳镇云庄村３组５号", "洛阳镇云庄村3组5号")]
    [InlineData("阳光小区5号楼301室", "阳光小区5号楼301室")]
    public void Address_Form_BeginsWithTheTown(string address, string form)
    {
        Assert.Equal(form, PlainForm.Address(address));
    }

    [Theory]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("abc", "xbc", 1)]
    [InlineData("abcd", "badc", 2)]
    [InlineData("abc", "xyz", 3)]
    [InlineData("", "a", 1)]
    public void EditDistance_Within_CountsMistypings(string left, string right, int distance)
    {
        Assert.Equal(Math.Min(distance, 2), EditDistance.Within(left, right, 1));
        Assert.Equal(Math.Min(distance, 3), EditDistance.Within(left, right, 2));
        Assert.Equal(Math.Min(distance, 3), EditDistance.Within(right, left, 2));
    }

    [Fact]
    public void HostileTexts_AreBounded()
    {
        var huge = new string('陈', 100_000);

        Assert.True(NameForm.Of(huge).Length <= 100);
        Assert.True(OrganisationForm.Of(huge).Length <= 200);
        Assert.True(PlainForm.Of(huge).Length <= 512);
        Assert.True(DocumentForm.Of(new string('1', 99_999) + "2", null, false).Text.Length <= 40);
        var mentions = new List<ulong>();
        NumberForm.AddMentions(string.Join(' ', Enumerable.Range(0, 10_000).Select(i => $"N{i:D12}")), 8, mentions);
        Assert.True(mentions.Count <= 32);
        Assert.False(NamePattern.CanBeOne(string.Concat(Enumerable.Repeat("\u0002甲", 8)), string.Concat(Enumerable.Repeat("乙", 16))));
    }
}
