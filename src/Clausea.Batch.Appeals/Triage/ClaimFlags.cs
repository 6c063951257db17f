namespace Clausea.Batch.Appeals;

/// <summary>What a person must know of a claim beside its verdict; words of Verdict.Flags.</summary>
public static class ClaimFlags
{
    /// <summary>A limit on behavioral-health visits: compare it with the limits on medical care.</summary>
    public const string Parity = "parity";

    /// <summary>Substance use services: 42 CFR Part 2 may govern what is sent.</summary>
    public const string Part2 = "part-2";

    /// <summary>Another plan manages behavioral health.</summary>
    public const string CarveOut = "carve-out";

    /// <summary>The payer reports another name or identifier than was submitted.</summary>
    public const string CorrectedIdentity = "corrected-identity";

    /// <summary>An add-on service stands on the claim without a service that it may be added to.</summary>
    public const string AddOnWithoutBase = "add-on-without-base";

    /// <summary>A remark forbids to bill the patient's share.</summary>
    public const string PatientProtected = "patient-protected";

    /// <summary>A remark says that the patient paid too much.</summary>
    public const string RefundDue = "refund-due";

    /// <summary>Status 4: the payer did not recognize the patient.</summary>
    public const string NotRecognized = "not-recognized";

    public static readonly IReadOnlyList<string> All =
        [Parity, Part2, CarveOut, CorrectedIdentity, AddOnWithoutBase, PatientProtected, RefundDue, NotRecognized];

    private static readonly string[] s_limits = ["35", "119", "149", "122"];
    private static readonly string[] s_limitRemarks = ["N362", "N640", "M86", "M90", "N587", "N117"];

    internal static IReadOnlyList<string> Of(ClaimAtHand at, Verdict verdict)
    {
        var flags = new List<string>();
        Add(flags, Parity, at.Scopes.Any(IsVisitLimit));
        Add(flags, Part2, at.Scopes.Any(scope => scope.Classes.Contains("sud")) || at.Claim.Services.Any(service => BehavioralServices.ClassesOf(service).Contains("sud")));
        Add(flags, CarveOut, at.Scopes.Any(IsCarveOut));
        Add(flags, CorrectedIdentity, at.Claim.Corrected is not null);
        Add(flags, AddOnWithoutBase, at.Scopes.Any(scope => scope.Service is { } service && BehavioralServices.LacksBase(service, at.Claim)));
        Add(flags, PatientProtected, Has(verdict, "N781", "N782", "N783", "N192", "N842", "N830"));
        Add(flags, RefundDue, Has(verdict, "MA59", "MA72", "MA10", "N720"));
        Add(flags, NotRecognized, at.Claim.Status == "4");
        return flags.Count == 0 ? [] : flags;
    }

    private static bool IsVisitLimit(DeniedScope scope) => scope.Classes.Contains("behavioral-health") &&
        (scope.HasReason(s_limits) || scope.HasRemark(s_limitRemarks));

    private static bool IsCarveOut(DeniedScope scope) => scope.HasReason("300", "301") ||
        (scope.Classes.Contains("behavioral-health") && (scope.HasReason("109") || scope.HasRemark("N418", "N747")));

    private static bool Has(Verdict verdict, params ReadOnlySpan<string> remarks)
    {
        foreach (var remark in verdict.Remarks)
        {
            if (remarks.Contains(remark))
            {
                return true;
            }
        }

        return false;
    }

    private static void Add(List<string> flags, string flag, bool holds)
    {
        if (holds)
        {
            flags.Add(flag);
        }
    }
}
