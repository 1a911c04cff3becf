namespace Salon.Web.Components;

/// <summary>Stands on the pages of staff, who work in them for hours: they run in a circuit. Every other page is plain HTML.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InteractiveAttribute : Attribute;
