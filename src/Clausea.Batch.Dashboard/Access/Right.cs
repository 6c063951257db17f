using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>What somebody may do in the dashboard. Each route names one of them.</summary>
internal enum Right
{
    /// <summary>For everybody who reaches the dashboard: the sign-in, and files without any data.</summary>
    Open,

    /// <summary>Every page, Hangfire's too, without changing anything.</summary>
    Look,

    /// <summary>One letter or document taken out as a file.</summary>
    Export,

    /// <summary>Many letters, lists or original files taken out at once.</summary>
    ExportMany,

    /// <summary>Everything that prepares a letter and follows it up.</summary>
    Work,

    /// <summary>What makes a letter final, or gives it up.</summary>
    Approve,

    /// <summary>Settings, the access log, and Hangfire's buttons.</summary>
    Administer,
}

/// <summary>Who has which right: the least role for each; every role has those of the roles before it.</summary>
internal static class Rights
{
    /// <summary>Null where nobody has to be signed in.</summary>
    public static UserRole? Least(this Right right) => right switch
    {
        Right.Open => null,
        Right.Look => UserRole.Reader,
        Right.Export => UserRole.Reader,
        Right.ExportMany => UserRole.Biller,
        Right.Work => UserRole.Biller,
        Right.Approve => UserRole.Approver,
        _ => UserRole.Administrator,
    };

    public static bool Has(this UserRole role, Right right) => right.Least() is not { } least || role >= least;

    public static string Words(this Right right) => right switch
    {
        Right.Look => "see every page",
        Right.Export => "download a letter or document",
        Right.ExportMany => "download many letters or lists at once",
        Right.Work => "work on letters: fill, edit, attach, send, record outcomes",
        Right.Approve => "approve letters, take approvals back, withdraw appeals",
        Right.Administer => "see settings and the access log, use the buttons of the job pages",
        _ => "sign in",
    };
}
