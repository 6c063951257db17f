using System.Globalization;
using System.Text;

namespace Clausea.Batch.Shared;

/// <summary>Makes valid, balanced 835s that differ in everything in which 835s may differ. The same seed gives the same
/// bytes. Nobody in them exists.</summary>
public sealed class VariedEra
{
    // None of them stands in a text or number of these files.
    private const string Printable = "*|~^:><}{!+=;$%?\\_\"[]`";
    private const string Control = "\u001c\u001d\u001e\u001f";

    private readonly List<(List<string> Segments, string Separators, string LineBreak)> _interchanges = [];
    private readonly HashSet<string> _possible = [];

    public VariedEra(int seed)
    {
        var chance = new Chance(seed);
        for (var count = chance.Pick(1, 1, 1, 2, 3); count > 0; count--)
        {
            AddInterchange(chance);
        }
    }

    public int Interchanges => _interchanges.Count;

    public int Groups { get; private set; }

    public int Remittances { get; private set; }

    public int Claims { get; private set; }

    public int Services { get; private set; }

    /// <summary>The codes of findings that a reader may have; all others would be wrong. Errors are never among them.</summary>
    public IReadOnlySet<string> PossibleFindings => _possible;

    public byte[] ToBytes()
    {
        var text = new StringBuilder();
        foreach (var (segments, separators, lineBreak) in _interchanges)
        {
            Write(text, segments, separators, lineBreak);
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>The same content with other separators (element, component, repetition, terminator) and line breaks.</summary>
    public byte[] ToBytes(string separators, string lineBreak)
    {
        var text = new StringBuilder();
        foreach (var (segments, _, _) in _interchanges)
        {
            Write(text, segments, separators, lineBreak);
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>The same content, but for one amount that takes part in a balance.</summary>
    public byte[] WithOneAmountChanged(int seed)
    {
        var chance = new Chance(seed);
        var places = new List<(List<string> Segments, int Index, int Element)>();
        foreach (var (all, _, _) in _interchanges)
        {
            places.AddRange(all.SelectMany((segment, at) => AmountsOf(segment).Select(place => (all, at, place))));
        }

        var (segments, index, element) = places[chance.Between(0, places.Count - 1)];
        var whole = segments[index];
        var elements = whole.Split('*');
        elements[element] = chance.Write(decimal.Parse(elements[element], CultureInfo.InvariantCulture) + chance.Amount());
        segments[index] = string.Join('*', elements);
        var bytes = ToBytes();
        segments[index] = whole;
        return bytes;
    }

    /// <summary>Four different separators and a line break that goes with them.</summary>
    public static (string Separators, string LineBreak) AnySeparators(int seed) => AnySeparators(new Chance(seed));

    private static (string Separators, string LineBreak) AnySeparators(Chance chance)
    {
        if (chance.OneIn(4))
        {
            return ("*:^~", chance.Pick("", "\n", "\r\n"));
        }

        var pool = (chance.OneIn(3) ? Control + Printable : Printable).ToList();
        var picked = Enumerable.Range(0, 4).Select(_ =>
        {
            var at = chance.Between(0, pool.Count - 1);
            var separator = pool[at];
            pool.RemoveAt(at);
            return separator;
        }).ToArray();
        var lineBreak = chance.Pick("", "\n", "\r\n");
        if (chance.OneIn(5))
        {
            // A line break as the terminator; after CR a line feed may follow.
            (picked[3], lineBreak) = chance.Pick(('\n', ""), ('\r', ""), ('\r', "\n"));
        }

        return (new string(picked), lineBreak);
    }

    private static void Write(StringBuilder text, List<string> segments, string separators, string lineBreak)
    {
        foreach (var segment in segments)
        {
            foreach (var c in segment)
            {
                text.Append(c switch { '*' => separators[0], ':' => separators[1], '^' => separators[2], _ => c });
            }

            text.Append(separators[3]).Append(lineBreak);
        }
    }

    private static IEnumerable<int> AmountsOf(string segment)
    {
        var elements = segment.Split('*');
        int[] places = elements[0] switch
        {
            "BPR" => [2],
            "CLP" => [3, 4],
            "SVC" => [2, 3],
            "CAS" => [3, 6, 9, 12, 15, 18],
            "PLB" => [4, 6, 8, 10, 12, 14],
            _ => [],
        };
        return places.Where(place => place < elements.Length && elements[place].Length > 0);
    }

    private void AddInterchange(Chance chance)
    {
        var legacy = chance.OneIn(6);
        var version = legacy ? "U*00401" : "^*00501";
        var control = chance.Digits(9);
        var date = chance.Date().ToString("yyMMdd", CultureInfo.InvariantCulture);
        var sender = $"{chance.Pick("ZZ", "30", "27")}*{chance.Id(),-15}";
        var receiver = $"{chance.Pick("ZZ", "30", "29")}*{chance.Id(),-15}";
        List<string> segments =
        [
            $"ISA*00*          *00*          *{sender}*{receiver}*{date}*0915*{version}*{control}*0*{chance.Pick("P", "T")}*:",
        ];
        var groups = chance.Pick(1, 1, 2, 3);
        for (var group = 1; group <= groups; group++)
        {
            AddGroup(chance, segments, legacy, group);
        }

        segments.Add($"IEA*{groups}*{control}");
        var (separators, lineBreak) = AnySeparators(chance);
        _interchanges.Add((segments, separators, lineBreak));
    }

    private void AddGroup(Chance chance, List<string> segments, bool legacy, int number)
    {
        Groups++;
        var version = legacy ? "004010X091A1" : chance.Pick("005010X221A1", "005010X221A1", "005010X221");
        segments.Add($"GS*HP*{chance.Id()}*{chance.Id()}*{chance.Day()}*{chance.Pick("0915", "091530")}*{number}*X*{version}");
        var sets = chance.Pick(1, 1, 2, 3);
        for (var set = 1; set <= sets; set++)
        {
            var remittance = new VariedRemittance(chance, legacy);
            var control = $"{set:0000}";
            segments.Add($"ST*835*{control}");
            segments.AddRange(remittance.Segments);
            segments.Add($"SE*{remittance.Segments.Count + 2}*{control}");
            Remittances++;
            Claims += remittance.Claims;
            Services += remittance.Services;
            _possible.UnionWith(remittance.PossibleFindings);
        }

        segments.Add($"GE*{sets}*{number}");
    }
}
