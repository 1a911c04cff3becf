using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Salon.Tests.Components;

internal static class DiffingBinding
{
    /// <summary>bunit names a newer AngleSharp.Diffing than the registry has; the one that is here does what it asks for.</summary>
    [ModuleInitializer]
    internal static void Bind() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        name is { Name: "AngleSharp.Diffing", Version: { } asked } && asked > new Version(0, 17, 0, 0) ? context.LoadFromAssemblyName(new AssemblyName(name.Name)) : null;
}
