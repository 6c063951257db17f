namespace Clausea.Batch.Era.Reading;

/// <summary>The tags of the 835 as <see cref="Text.Tag"/> makes them: the first character in the lowest byte.</summary>
internal static class Tags
{
    public const int Isa = 'I' | ('S' << 8) | ('A' << 16);
    public const int Iea = 'I' | ('E' << 8) | ('A' << 16);
    public const int Gs = 'G' | ('S' << 8);
    public const int Ge = 'G' | ('E' << 8);
    public const int St = 'S' | ('T' << 8);
    public const int Se = 'S' | ('E' << 8);
    public const int Ta1 = 'T' | ('A' << 8) | ('1' << 16);
    public const int Bpr = 'B' | ('P' << 8) | ('R' << 16);
    public const int Trn = 'T' | ('R' << 8) | ('N' << 16);
    public const int Cur = 'C' | ('U' << 8) | ('R' << 16);
    public const int Ref = 'R' | ('E' << 8) | ('F' << 16);
    public const int Dtm = 'D' | ('T' << 8) | ('M' << 16);
    public const int N1 = 'N' | ('1' << 8);
    public const int N2 = 'N' | ('2' << 8);
    public const int N3 = 'N' | ('3' << 8);
    public const int N4 = 'N' | ('4' << 8);
    public const int Per = 'P' | ('E' << 8) | ('R' << 16);
    public const int Rdm = 'R' | ('D' << 8) | ('M' << 16);
    public const int Nte = 'N' | ('T' << 8) | ('E' << 16);
    public const int Lx = 'L' | ('X' << 8);
    public const int Ts2 = 'T' | ('S' << 8) | ('2' << 16);
    public const int Ts3 = 'T' | ('S' << 8) | ('3' << 16);
    public const int Clp = 'C' | ('L' << 8) | ('P' << 16);
    public const int Cas = 'C' | ('A' << 8) | ('S' << 16);
    public const int Nm1 = 'N' | ('M' << 8) | ('1' << 16);
    public const int Mia = 'M' | ('I' << 8) | ('A' << 16);
    public const int Moa = 'M' | ('O' << 8) | ('A' << 16);
    public const int Amt = 'A' | ('M' << 8) | ('T' << 16);
    public const int Qty = 'Q' | ('T' << 8) | ('Y' << 16);
    public const int Svc = 'S' | ('V' << 8) | ('C' << 16);
    public const int Lq = 'L' | ('Q' << 8);
    public const int Plb = 'P' | ('L' << 8) | ('B' << 16);

    /// <summary>What loops 2100 and 2110 may hold.</summary>
    public static bool IsOfClaim(int tag) => tag is Cas or Nm1 or Mia or Moa or Ref or Dtm or Per or Amt or Qty or Svc or Lq;

    /// <summary>What stands behind a claim. LX and N1 do too, but also, out of place, inside of one.</summary>
    public static bool EndsClaim(int tag) => tag is Clp or Plb or Se or St or Ge or Gs or Iea or Isa;

    public static bool IsOf835(int tag) => IsOfClaim(tag) || tag is Isa or Iea or Gs or Ge or St or Se or Ta1 or Bpr or Trn or
        Cur or N1 or N2 or N3 or N4 or Rdm or Nte or Lx or Ts2 or Ts3 or Clp or Plb;
}
