using Clausea.Batch.Era;

namespace Clausea.Batch.Documents.Tests;

internal sealed class HeaderTests
{
    [Test]
    public void The_head_of_a_page_says_whose_claim_it_is()
    {
        var header = DocumentHeader.Of(new ClaimPayment
        {
            Position = new Position(1, 0),
            Status = "1",
            PayerClaimNumber = "ICN-1",
            Patient = new Person { Last = "O'BRIEN", First = "MARY", Id = new Identifier("MI", "M1") },
            Insured = new Person { Last = "O'BRIEN", First = "SEAN", Id = new Identifier("MI", "M2") },
            Services = [Line(1, new DateOnly(2026, 1, 5)), Line(2, new DateOnly(2026, 1, 9))],
        });
        Assert.That(header, Is.EqualTo(new DocumentHeader
        {
            Patient = "Mary O'Brien",
            MemberId = "M2",
            ServiceFrom = new DateOnly(2026, 1, 5),
            ServiceTo = new DateOnly(2026, 1, 9),
            Claim = "ICN-1",
        }));
    }

    private static ServicePayment Line(int number, DateOnly day) => new()
    {
        Position = new Position(1, 0),
        Number = number,
        Procedure = Procedure.Unknown,
        Dates = [new QualifiedDate("472", day)],
    };
}
