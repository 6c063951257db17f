using System.Text;

namespace Clausea.Batch.Era.Synthetic;

/// <summary>Names that nobody has, ready to be written.</summary>
internal static class People
{
    public static readonly byte[][] Last = Bytes(
        "ALDERTON", "BRIGHTWATER", "CALLOWAY-FINCH", "DUNMORE", "ELLSWORTHY", "FENWICKE", "GALLOWGLASS", "HARTWELLER",
        "ISLEWORTH", "JESSAMINE", "KETTLEWOOD", "LARKSPURR", "O'MARROW", "MCTILLER", "NETTLEFOLD", "OVERBROOKE",
        "PEMBERLEIGH", "QUILLFEATHER", "ROWANTREE", "SILVERLAKE", "THISTLEDOWN", "UNDERHILLER", "VANTERPOEL",
        "WINTERBOURNE", "YARROWGATE", "ZELLWEGER", "DE LA ROSAVIEJA", "NGUYENHART", "ST CLAIRMONT", "ASHGROVE",
        "BELLWEATHER", "COPPERFIELDER");

    public static readonly byte[][] First = Bytes(
        "ADA", "BASIL", "CORA", "DESMOND", "ESTHER", "FELIX", "GRETA", "HUGO", "IRIS", "JONAS", "KATARINA", "LEOPOLD",
        "MARGUERITE", "NICODEMUS", "OPHELIA", "PERCIVAL", "QUENTIN", "ROSALIND", "SEBASTIAN", "THEODORA", "ULYSSES",
        "VERONICA", "WILHELMINA", "XAVIER", "YOLANDA", "ZACHARIAS", "BO", "MEI", "ANNE-MARIE", "JO", "CLEMENTINE", "AL");

    /// <summary>NM103 to NM109 of rendering providers.</summary>
    public static readonly byte[][] Providers = Bytes(
        "EXAMPLE*RIVER****XX*1234567893", "SAMPLER*MEADOW*Q***XX*1999999117", "TESTA*BROOK****XX*1999999224",
        "MODELLI*HAZEL*R***XX*1999999331", "PROTOTYPE*WREN****XX*1999999448", "SPECIMEN*JUNIPER*T***XX*1999999554",
        "FICTION*SAGE****XX*1999999661", "INVENTED*LINDEN*B***XX*1999999778");

    public static readonly byte[][] ProviderNumbers = Bytes("1999999117", "1999999224", "1999999331", "1999999448");

    private static byte[][] Bytes(params string[] texts) => [.. texts.Select(Encoding.ASCII.GetBytes)];
}
