using System.Globalization;

namespace Salon.Tests.World;

/// <summary>How often a test tries something: a little in ./dev test, much where ./dev faults asks for it.</summary>
internal static class Amount
{
    /// <param name="variable">The environment variable that asks for more, such as SALON_KILLS.</param>
    /// <param name="usual">What is tried unless it is set.</param>
    public static int Of(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var wanted) ? wanted : usual;
}
