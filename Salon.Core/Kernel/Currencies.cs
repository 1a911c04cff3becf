namespace Salon.Kernel;

/// <summary>How many minor units make a currency: the exponents of ISO 4217.</summary>
public static class Currencies
{
    /// <summary>Digits after the decimal point: 2 for SAR, 3 for KWD, 0 for JPY.</summary>
    /// <param name="currency">ISO 4217 alphabetic code, upper case.</param>
    public static int Exponent(string currency) => currency switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "UYI" or "VND" or "VUV"
            or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        "CLF" or "UYW" => 4,
        _ => 2,
    };

    /// <summary>Minor units in one major unit: 100 for SAR, 1000 for KWD.</summary>
    public static long Scale(string currency) => Exponent(currency) switch { 0 => 1, 3 => 1_000, 4 => 10_000, _ => 100 };
}
